//! Saved replies: one's own or everyone's, with placeholders that are checked and filled in for a ticket.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::mailbox::MailboxChange;
use app::placeholder::{Placeholder, Wrong};
use app::saved_reply::{self, SavedReplyChange, SavedReplyDraft, SavedReplyView};
use app::view::ContactChange;
use app::{Ctx, Error};
use domain::SavedReplyId;
use domain::limits::{
    SAVED_REPLIES_MAX, SAVED_REPLY_CHARS_MAX, SAVED_REPLY_HTML_CHARS_MAX, SAVED_REPLY_NAME_CHARS_MAX,
};

crate::on_both_engines! {
    a_saved_reply_is_ones_own_or_everyones
    it_is_filled_in_for_a_ticket
    formatting_is_kept_and_values_stay_words
    what_cannot_be_read_is_refused_with_its_place
    a_change_seals_it_anew_and_the_old_key_ends_with_the_backups
    it_lives_through_a_restart_and_what_was_opened_is_logged
    limits_hold
}

fn draft(name: &str, text: &str, shared: bool) -> SavedReplyDraft {
    SavedReplyDraft { name: name.to_owned(), text: text.to_owned(), shared, html: None }
}

async fn names(world: &World, ctx: &Ctx) -> Vec<String> {
    let all = saved_reply::list(&world.app, ctx).await.unwrap();
    all.into_iter().map(|reply| reply.name).collect()
}

fn text(text: &str) -> SavedReplyChange {
    SavedReplyChange { text: Some(text.to_owned()), ..SavedReplyChange::default() }
}

fn shared(shared: bool) -> SavedReplyChange {
    SavedReplyChange { shared: Some(shared), ..SavedReplyChange::default() }
}

fn is_others<T>(result: &app::Result<T>) -> bool {
    matches!(result, Err(Error::State { noun: "saved reply", state: "another agent's" }))
}

fn is_absent<T>(result: &app::Result<T>) -> bool {
    matches!(result, Err(Error::NotFound("saved reply")))
}

async fn a_saved_reply_is_ones_own_or_everyones(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, admin, agent) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let own =
        saved_reply::create(app, &admin, draft("  own \n one ", "Hello\r\nthere", false)).await.unwrap();
    assert_eq!((own.name.as_str(), own.text.as_str(), own.may_change), ("own one", "Hello\nthere", true));
    let ours = saved_reply::create(app, &admin, draft("Ours", "Hello", true)).await.unwrap();
    let theirs = saved_reply::create(app, &agent, draft("Agent's", "Hello", true)).await.unwrap();
    let secret = saved_reply::create(app, &agent, draft("Agent's own", "Hello", false)).await.unwrap();
    assert_eq!(names(&world, &admin).await, ["Agent's", "Ours", "own one"]);
    assert_eq!(names(&world, &agent).await, ["Agent's", "Agent's own", "Ours"]);
    let seen = saved_reply::read(app, &agent, ours.id).await.unwrap();
    assert!(!seen.may_change && seen.owner == acme.admin && seen.shared);

    // Another's own is as absent as what there is not, also for an admin; a shared one belongs to its owner and admins.
    for (ctx, id) in [(&agent, own.id), (&admin, secret.id), (&admin, SavedReplyId::generate(admin.now))] {
        assert!(is_absent(&saved_reply::read(app, ctx, id).await));
        assert!(is_absent(&saved_reply::change(app, ctx, id, text("x")).await));
        assert!(is_absent(&saved_reply::delete(app, ctx, id).await));
    }
    assert!(is_others(&saved_reply::change(app, &agent, ours.id, text("x")).await));
    assert!(is_others(&saved_reply::delete(app, &agent, ours.id).await));
    assert_eq!(saved_reply::change(app, &admin, theirs.id, text("Better")).await.unwrap().text, "Better");
    assert!(is_others(&saved_reply::change(app, &admin, theirs.id, shared(false)).await));
    assert!(!saved_reply::change(app, &agent, theirs.id, shared(false)).await.unwrap().shared);
    assert!(is_absent(&saved_reply::read(app, &admin, theirs.id).await));

    // Another tenant has none of it.
    let stranger = world.admin_ctx(&other);
    assert!(names(&world, &stranger).await.is_empty());
    assert!(is_absent(&saved_reply::read(app, &stranger, ours.id).await));
    assert!(is_absent(&saved_reply::delete(app, &stranger, ours.id).await));
    saved_reply::delete(app, &admin, ours.id).await.unwrap();
    assert!(is_absent(&saved_reply::delete(app, &admin, ours.id).await));
}

const EVERYTHING: &str = "{requester.name}/{requester.first_name}/{requester.email}/{ticket.number}/{ticket.subject}/\
                          {agent.name}/{agent.first_name}/{mailbox.name}/{mailbox.address}/{{x}";

async fn kept(world: &World, company: &Company, text: &str) -> SavedReplyView {
    let ctx = world.agent_ctx(company);
    saved_reply::create(&world.app, &ctx, draft("Kept", text, false)).await.unwrap()
}

async fn it_is_filled_in_for_a_ticket(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let from = "\"Berg, Anna\" <anna@x.test>";
    world.take_in(&acme, &[("1", mail(from, "1@x.test", None, "A {agent.name} subject", "Hello?"))]).await;
    world.take_in(&acme, &[("2", mail("bo@x.test", "2@x.test", None, "", "Hello?"))]).await;
    let rows = world.tickets(&acme).await;
    let of = |email: &str| rows.iter().find(|row| row.requester_email == email).unwrap();
    let (anna, bo) = (of("anna@x.test"), of("bo@x.test"));
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let all = kept(&world, &acme, EVERYTHING).await;
    let filled = saved_reply::fill(app, &ctx, all.id, anna.id).await.unwrap().text;
    let expected = format!(
        "Berg, Anna/Anna/anna@x.test/{}/A {{agent.name}} subject/Egon Agent/Egon/Support/support@acme.test/{{x}}",
        anna.number
    );
    assert_eq!((filled.text(), filled.empty()), (expected, Vec::new()));

    // Of who wrote without a name nothing silly is said.
    let hello =
        kept(&world, &acme, "Hi {requester.first_name|there}, {requester.name}{ticket.subject|}").await;
    let filled = saved_reply::fill(app, &ctx, hello.id, bo.id).await.unwrap().text;
    assert_eq!(filled.text(), "Hi there, {requester.name}");
    assert_eq!(filled.empty(), [Placeholder::RequesterName]);
    let change = ContactChange { name: Some("Bo Ek".to_owned()), ..ContactChange::default() };
    app::contact::change(app, &ctx, bo.requester_id, change).await.unwrap();
    let rename = MailboxChange { name: Some(String::new()), ..MailboxChange::default() };
    app::mailbox::change(app, &world.admin_ctx(&acme), acme.mailbox, rename).await.unwrap();
    let filled = saved_reply::fill(app, &ctx, hello.id, bo.id).await.unwrap().text;
    assert_eq!(filled.text(), "Hi Bo, Bo Ek");
    let filled = saved_reply::fill(app, &ctx, all.id, anna.id).await.unwrap().text;
    assert_eq!(filled.empty(), [Placeholder::MailboxName]);

    // Only what is the asker's, and of their tenant.
    let admin = world.admin_ctx(&acme);
    assert!(is_absent(&saved_reply::fill(app, &admin, all.id, anna.id).await));
    let stranger = world.agent_ctx(&other);
    let theirs = kept(&world, &other, "{ticket.number}").await;
    assert!(is_absent(&saved_reply::fill(app, &stranger, all.id, anna.id).await));
    let foreign = saved_reply::fill(app, &stranger, theirs.id, anna.id).await;
    assert!(matches!(foreign, Err(Error::NotFound("ticket"))));
}

async fn formatting_is_kept_and_values_stay_words(world: World) {
    let acme = world.company("acme").await;
    let from = "\"Anna <b>& Co\" <anna@x.test>";
    world.take_in(&acme, &[("1", mail(from, "1@x.test", None, "S", "Hello?"))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let html = |html: &str| SavedReplyDraft { html: Some(html.to_owned()), ..draft("Formatted", "", false) };
    let written = "<div onclick=\"x()\">Dear <b>{requester.name}</b>,<img src=\"https://x.test/a.png\"></div><ul><li>{{ {ticket.subject|a &amp; b}</li></ul><script>1</script>";
    let made = saved_reply::create(app, &ctx, html(written)).await.unwrap();
    assert_eq!(made.text, "Dear {requester.name},\n- {{ {ticket.subject|a & b}");
    assert_eq!(
        made.html.as_deref(),
        Some("<div>Dear <b>{requester.name}</b>,</div><ul><li>{{ {ticket.subject|a &amp; b}</li></ul>")
    );
    let ready = saved_reply::fill(app, &ctx, made.id, ticket).await.unwrap();
    assert_eq!(ready.text.text(), "Dear Anna <b>& Co,\n- { S");
    assert_eq!(
        ready.html.as_deref(),
        Some("<div>Dear <b>Anna &lt;b&gt;&amp; Co</b>,</div><ul><li>{ S</li></ul>")
    );

    // A placeholder is formatted as a whole or not at all, and it is looked for in the words.
    for broken in ["<div>{requester.<b>name}</b></div>", "<div>{requester<i>.name</i>}</div>"] {
        let refused = saved_reply::create(app, &ctx, html(broken)).await;
        assert!(
            matches!(refused, Err(Error::Input { rule: "rule-placeholder-formatted", .. })),
            "{refused:?}"
        );
    }
    let refused = saved_reply::create(app, &ctx, html("<div>{requester.nam}</div>")).await;
    assert!(
        matches!(&refused, Err(Error::Placeholder(fault)) if fault.word == "requester.nam"),
        "{refused:?}"
    );
    let long = format!("<div>{}</div>", "<b>x</b>".repeat(SAVED_REPLY_HTML_CHARS_MAX / 8));
    let refused = saved_reply::create(app, &ctx, html(&long)).await;
    assert!(matches!(refused, Err(Error::Input { field: "html", rule: "rule-too-long" })), "{refused:?}");

    // A text alone takes the formatting away; another change leaves it.
    let shared = saved_reply::change(app, &ctx, made.id, shared(true)).await.unwrap();
    assert_eq!(shared.html, made.html);
    let plain = saved_reply::change(app, &ctx, made.id, text("Plain")).await.unwrap();
    assert_eq!((plain.text.as_str(), plain.html), ("Plain", None));
    assert_eq!(saved_reply::fill(app, &ctx, made.id, ticket).await.unwrap().html, None);
}

async fn what_cannot_be_read_is_refused_with_its_place(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let good = kept(&world, &acme, "Hello {requester.name|there}").await;
    for (text_, wrong, place) in [
        ("Hello\r\n you {requester.nam}", Wrong::Unknown, (2, 6)),
        ("Hello {requester.name", Wrong::Unclosed, (1, 7)),
        ("{}", Wrong::Unknown, (1, 1)),
    ] {
        let made = saved_reply::create(app, &ctx, draft("New", text_, false)).await;
        let changed = saved_reply::change(app, &ctx, good.id, text(text_)).await;
        for refused in [made, changed] {
            let Err(Error::Placeholder(fault)) = refused else { panic!("{refused:?}") };
            assert_eq!((fault.wrong, (fault.line, fault.column)), (wrong, place));
        }
    }
    assert_eq!(names(&world, &ctx).await, ["Kept"]);
    assert_eq!(saved_reply::read(app, &ctx, good.id).await.unwrap().text, "Hello {requester.name|there}");
}

/// Whether the keyring still has the key of a row's object.
async fn has_key(world: &World, company: &Company, object: domain::ObjectId) -> bool {
    !world.app.keyring().list_object_keys(company.info.scope, &[object]).await.unwrap().is_empty()
}

async fn a_change_seals_it_anew_and_the_old_key_ends_with_the_backups(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let id = kept(&world, &acme, "Hello").await.id;
    let object = async || {
        let row = app.store().tenant(acme.info.scope).find_saved_reply(id).await.unwrap();
        row.map(|row| row.content.object())
    };
    let first = object().await.unwrap();
    world.clock.advance_ms(1_000);
    let later = world.agent_ctx(&acme);
    let changed = saved_reply::change(app, &later, id, shared(true)).await.unwrap();
    assert_eq!(changed.updated_at_ms.millis_since(changed.created_at_ms), 1_000);
    // Who has not seen that does not overwrite it.
    let late = SavedReplyChange { seen: Some(changed.created_at_ms), ..text("Late") };
    let refused = saved_reply::change(app, &later, id, late).await;
    assert!(matches!(refused, Err(Error::Input { rule: "rule-changed-elsewhere", .. })), "{refused:?}");
    let second = object().await.unwrap();
    let kept = app.keyring().list_kept_object_keys(acme.info.scope, None, 10).await.unwrap();
    assert_eq!(kept.iter().map(|key| key.object).collect::<Vec<_>>(), [first]);
    assert!(has_key(&world, &acme, second).await);
    // Shared, it does not go with its agent's key any more.
    let leaves = app.keyring().list_object_keys(acme.info.scope, &[second]).await.unwrap()[0].leaves.clone();
    assert!(leaves.iter().all(|(leaf, _)| leaf.kind == domain::keyring::LeafKind::Settings));
    let keys = app.keyring().list_object_keys(acme.info.scope, &[second]).await.unwrap();
    let orphans = app.store().tenant(acme.info.scope).list_orphans(&keys).await.unwrap();
    assert!(orphans.is_empty(), "the sweep knows the column");
    saved_reply::delete(app, &ctx, id).await.unwrap();
    assert_eq!(object().await, None);
    assert_eq!(app.keyring().list_kept_object_keys(acme.info.scope, None, 10).await.unwrap().len(), 2);
}

async fn it_lives_through_a_restart_and_what_was_opened_is_logged(world: World) {
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail("Anna Berg <anna@x.test>", "1@x.test", None, "S", "Hello?"))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let id = kept(&world, &acme, "Hello {requester.first_name}").await.id;
    let world = world.reopened().await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let logged = async || app::audit::verify(app, &acme.info).await.unwrap();
    let (opened, before) = (app.vault().opens_total(), logged().await.opened);
    assert_eq!(saved_reply::fill(app, &ctx, id, ticket).await.unwrap().text.text(), "Hello Anna");
    assert_eq!(names(&world, &ctx).await, ["Kept"]);
    // The reply and the contact, and the reply for the list; nothing that the text does not need.
    assert_eq!(app.vault().opens_total() - opened, 3);
    let verified = logged().await;
    assert_eq!((verified.opened - before, verified.fault), (3, None));
}

async fn limits_hold(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let long = |n: usize| "ö".repeat(n);
    let made = draft(&long(SAVED_REPLY_NAME_CHARS_MAX), &long(SAVED_REPLY_CHARS_MAX), false);
    saved_reply::create(app, &ctx, made).await.unwrap();
    for (bad, field) in [
        (draft(" ", "x", false), "name"),
        (draft(&long(SAVED_REPLY_NAME_CHARS_MAX + 1), "x", false), "name"),
        (draft("x\u{1}", "x", false), "name"),
        (draft("x", " \n", false), "text"),
        (draft("x", &long(SAVED_REPLY_CHARS_MAX + 1), false), "text"),
    ] {
        let refused = saved_reply::create(app, &ctx, bad).await;
        assert!(matches!(refused, Err(Error::Input { field: found, .. }) if found == field), "{refused:?}");
    }
    // As many rows as there may be, without their keys: they are counted, not opened.
    let store = app.store().tenant(acme.info.scope);
    let row = store.list_saved_replies_for(acme.agent).await.unwrap().remove(0);
    let mut tx = store.begin().await.unwrap();
    for _ in 1..SAVED_REPLIES_MAX {
        let row = store::SavedReply { id: SavedReplyId::generate(ctx.now), ..row.clone() };
        tx.insert_saved_reply(&row).await.unwrap();
    }
    tx.commit().await.unwrap();
    let refused = saved_reply::create(app, &ctx, draft("One more", "x", true)).await;
    assert!(matches!(refused, Err(Error::Input { rule: "rule-too-many", .. })), "{refused:?}");
}
