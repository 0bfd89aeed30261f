//! What an agent is writing is kept as it is typed, is theirs alone, and is lost to nothing but their own wish.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::agent::AgentChange;
use app::draft::{self, Base, DraftView, KeptFile, Written};
use app::mention::Mentions;
use app::view::ReplyDraft;
use app::{Ctx, Error, note, reply, upload};
use domain::keyring::LeafRef;
use domain::{AgentState, DraftKind, ObjectId, TicketId, TicketStatus};

const DAY_MS: i64 = 24 * 3_600_000;

crate::on_both_engines! {
    a_draft_is_kept_as_it_is_typed
    nobody_else_reads_it
    what_was_changed_elsewhere_is_not_overwritten
    sending_or_adding_ends_it_and_being_stopped_does_not
    its_files_are_kept_as_long_as_it_is
    a_merge_loses_nothing_that_was_being_written
    it_goes_with_its_authors_account
    it_ends_with_either_key
    reading_while_it_is_saved_or_joined_finds_one_of_both
    limits_hold
}

async fn asked(world: &World, company: &Company, n: usize) -> TicketId {
    let id = format!("{n}@x.test");
    world
        .take_in(company, &[(&id, mail("carla@x.test", &id, None, &format!("Question {n}"), "Hello?"))])
        .await;
    world.tickets(company).await.iter().find(|row| row.subject == format!("Question {n}")).unwrap().id
}

fn text(text: &str) -> Written {
    Written { text: text.to_owned(), ..Written::default() }
}

async fn save(world: &World, ctx: &Ctx, ticket: TicketId, words: &str) -> DraftView {
    let kind = DraftKind::Reply;
    draft::save(&world.app, ctx, ticket, kind, text(words), Base::Any).await.unwrap().unwrap()
}

async fn read(world: &World, ctx: &Ctx, ticket: TicketId) -> Vec<DraftView> {
    draft::read(&world.app, ctx, ticket).await.unwrap()
}

async fn texts(world: &World, ctx: &Ctx, ticket: TicketId) -> Vec<String> {
    read(world, ctx, ticket).await.into_iter().map(|draft| draft.written.text).collect()
}

async fn has_key(world: &World, company: &Company, object: ObjectId) -> bool {
    !world.app.keyring().list_object_keys(company.info.scope, &[object]).await.unwrap().is_empty()
}

async fn marked(world: &World, ctx: &Ctx) -> Vec<TicketId> {
    let filter = app::view::TicketFilter::default();
    let rows = app::ticket::list(&world.app, ctx, &filter, None, 100).await.unwrap().items;
    rows.into_iter().filter(|row| row.draft).map(|row| row.id).collect()
}

async fn a_draft_is_kept_as_it_is_typed(world: World) {
    let acme = world.company("acme").await;
    let (ticket, other) = (asked(&world, &acme, 1).await, asked(&world, &acme, 2).await);
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let store = app.store().tenant(acme.info.scope);
    let seq = store.get_change_seq().await.unwrap();
    assert!(read(&world, &ctx, ticket).await.is_empty());
    assert!(marked(&world, &ctx).await.is_empty());
    let written = Written {
        text: "Dear Carla,\n".to_owned(),
        html: Some("<div>Dear <b>Carla</b>,</div>".to_owned()),
        to: "Carla <carla@x.te".to_owned(),
        cc: "dora@x.test, ".to_owned(),
        bcc: "b".to_owned(),
        files: Vec::new(),
        status: Some(TicketStatus::Closed),
        mails_seen: Some(1),
        from: "support@acme.test".to_owned(),
        forward: None,
        mail: None,
    };
    let first = draft::save(app, &ctx, ticket, DraftKind::Reply, written.clone(), Base::Nothing)
        .await
        .unwrap()
        .unwrap();
    let note = draft::save(app, &ctx, ticket, DraftKind::Note, text("Ask Bo"), Base::Nothing).await.unwrap();
    let both = read(&world, &ctx, ticket).await;
    assert_eq!(both.len(), 2);
    let reply = both.iter().find(|draft| draft.kind == DraftKind::Reply).unwrap();
    assert_eq!((reply, &reply.written), (&first, &written));
    assert_eq!(both.iter().find(|draft| draft.kind == DraftKind::Note), note.as_ref());
    assert_eq!(marked(&world, &ctx).await, [ticket]);
    assert!(read(&world, &ctx, other).await.is_empty());
    // Each save is a new object; the key of the one before is gone.
    world.clock.advance_ms(1_000);
    let ctx = world.agent_ctx(&acme);
    let longer = text("Dear Carla, it is brown.");
    let base = Base::Revision(first.revision);
    let second = draft::save(app, &ctx, ticket, DraftKind::Reply, longer, base).await.unwrap().unwrap();
    assert_ne!(second.revision, first.revision);
    assert!(second.saved_at_ms > first.saved_at_ms);
    assert!(!has_key(&world, &acme, first.revision).await);
    assert!(has_key(&world, &acme, second.revision).await);
    // No page of anybody looks again for it.
    assert_eq!(store.get_change_seq().await.unwrap(), seq);
    // It is there after a restart, and every opening is in the log.
    let world = world.reopened().await;
    let ctx = world.agent_ctx(&acme);
    let opened = app::audit::verify(&world.app, &acme.info).await.unwrap().opened;
    assert_eq!(texts(&world, &ctx, ticket).await.len(), 2);
    let report = app::audit::verify(&world.app, &acme.info).await.unwrap();
    assert_eq!((report.fault, report.opened), (None, opened + 2));
    // Emptied, it is gone; throwing away what is not there is no failure.
    let gone =
        draft::save(&world.app, &ctx, ticket, DraftKind::Reply, text("  \n"), Base::Any).await.unwrap();
    assert_eq!(gone, None);
    assert_eq!(texts(&world, &ctx, ticket).await, ["Ask Bo"]);
    for _ in 0..2 {
        draft::discard(&world.app, &ctx, ticket, DraftKind::Note, Base::Any).await.unwrap();
    }
    assert!(read(&world, &ctx, ticket).await.is_empty());
    assert!(!has_key(&world, &acme, second.revision).await);
    assert!(!has_key(&world, &acme, note.unwrap().revision).await);
    assert!(marked(&world, &ctx).await.is_empty());
}

async fn nobody_else_reads_it(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let ticket = asked(&world, &acme, 1).await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    save(&world, &ctx, ticket, "Mine").await;
    // An admin of the same company has a draft of their own, or none.
    assert!(read(&world, &admin, ticket).await.is_empty());
    assert!(marked(&world, &admin).await.is_empty());
    draft::discard(app, &admin, ticket, DraftKind::Reply, Base::Any).await.unwrap();
    save(&world, &admin, ticket, "The admin's").await;
    assert_eq!(texts(&world, &ctx, ticket).await, ["Mine"]);
    assert_eq!(texts(&world, &admin, ticket).await, ["The admin's"]);
    // Another company's ticket is absent.
    let stranger = world.admin_ctx(&other);
    assert!(read(&world, &stranger, ticket).await.is_empty());
    let saved = draft::save(app, &stranger, ticket, DraftKind::Reply, text("x"), Base::Any).await;
    assert!(matches!(saved, Err(Error::NotFound("ticket"))), "{saved:?}");
    let gone = draft::discard(app, &stranger, ticket, DraftKind::Reply, Base::Any).await;
    assert!(matches!(gone, Err(Error::NotFound("ticket"))), "{gone:?}");
    // Who is no agent of the company is refused.
    let operator = Ctx::operator(acme.info.scope, app.now());
    assert!(matches!(draft::read(app, &operator, ticket).await, Err(Error::Refused(_))));
    let saved = draft::save(app, &operator, ticket, DraftKind::Reply, text("x"), Base::Any).await;
    assert!(matches!(saved, Err(Error::Refused(_))), "{saved:?}");
    assert_eq!(texts(&world, &ctx, ticket).await, ["Mine"]);
}

async fn what_was_changed_elsewhere_is_not_overwritten(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme, 1).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let put = async |words: &str, base: Base| {
        draft::save(app, &ctx, ticket, DraftKind::Reply, text(words), base).await.map(|draft| draft.unwrap())
    };
    let elsewhere = |result: &app::Result<DraftView>| {
        matches!(result, Err(Error::State { noun: "draft", state: "changed-elsewhere" }))
    };
    let first = put("Here", Base::Nothing).await.unwrap();
    assert!(elsewhere(&put("There", Base::Nothing).await));
    let second = put("There", Base::Revision(first.revision)).await.unwrap();
    assert!(elsewhere(&put("Here again", Base::Revision(first.revision)).await));
    let gone = draft::discard(app, &ctx, ticket, DraftKind::Reply, Base::Revision(first.revision)).await;
    assert!(matches!(gone, Err(Error::State { noun: "draft", .. })), "{gone:?}");
    assert_eq!(texts(&world, &ctx, ticket).await, ["There"]);
    // Of two at once, one is told.
    let base = Base::Revision(second.revision);
    let (one, two) = tokio::join!(put("One", base), put("Two", base));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert!(elsewhere(&one) || elsewhere(&two));
    // What is gone overwrites nothing: whoever goes on typing keeps what they typed.
    draft::discard(app, &ctx, ticket, DraftKind::Reply, Base::Any).await.unwrap();
    put("Typed on", Base::Revision(second.revision)).await.unwrap();
    assert_eq!(texts(&world, &ctx, ticket).await, ["Typed on"]);
}

async fn sending_or_adding_ends_it_and_being_stopped_does_not(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme, 1).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let kept = save(&world, &ctx, ticket, "It is brown.").await;
    let answer = |mails: i64, revision: ObjectId| ReplyDraft {
        text: "It is brown.".to_owned(),
        mails_seen: Some(mails),
        draft: Some(revision),
        ..ReplyDraft::default()
    };
    // Somebody was faster.
    let stopped = reply::send(app, &ctx, ticket, answer(0, kept.revision)).await;
    assert!(matches!(stopped, Err(Error::Answered { mails: 1 })), "{stopped:?}");
    assert_eq!(texts(&world, &ctx, ticket).await, ["It is brown."]);
    // One that was changed elsewhere since says something else, and stays.
    let newer = save(&world, &ctx, ticket, "Or is it black?").await;
    reply::send(app, &ctx, ticket, answer(1, kept.revision)).await.unwrap();
    assert_eq!(texts(&world, &ctx, ticket).await, ["Or is it black?"]);
    // A colleague's answer ends nobody's draft but theirs.
    reply::send(app, &world.admin_ctx(&acme), ticket, answer(2, newer.revision)).await.unwrap();
    assert_eq!(texts(&world, &ctx, ticket).await, ["Or is it black?"]);
    reply::send(app, &ctx, ticket, answer(3, newer.revision)).await.unwrap();
    assert!(read(&world, &ctx, ticket).await.is_empty());
    assert!(!has_key(&world, &acme, newer.revision).await);
    // A note ends a note's draft, and an answer's stays.
    let reply = save(&world, &ctx, ticket, "An answer").await;
    let kind = DraftKind::Note;
    let written = draft::save(app, &ctx, ticket, kind, text("Ask Bo"), Base::Any).await.unwrap().unwrap();
    note::add_drafted(app, &ctx, ticket, "Ask Bo", Mentions::Written, Some(written.revision)).await.unwrap();
    assert_eq!(read(&world, &ctx, ticket).await, [reply]);
    assert!(!has_key(&world, &acme, written.revision).await);
    assert!(app::audit::verify(app, &acme.info).await.unwrap().fault.is_none());
}

async fn its_files_are_kept_as_long_as_it_is(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme, 1).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let add = async |ctx: &Ctx, name: &str| {
        upload::add(app, ctx, name, "text/plain", b"brown".to_vec()).await.unwrap()
    };
    let (held, loose, theirs) =
        (add(&ctx, "a.txt").await, add(&ctx, "b.txt").await, add(&world.admin_ctx(&acme), "c.txt").await);
    let file = |upload: &app::view::UploadView, size_bytes: u64| KeptFile {
        id: upload.id,
        name: upload.name.clone(),
        size_bytes,
    };
    let with = |files: Vec<KeptFile>| Written { files, ..text("With a file") };
    let put = async |ctx: &Ctx, written: Written| {
        draft::save(app, ctx, ticket, DraftKind::Reply, written, Base::Any).await
    };
    let refused = put(&ctx, with(vec![file(&theirs, 0)])).await;
    assert!(matches!(refused, Err(Error::Input { field: "uploads", .. })), "{refused:?}");
    put(&ctx, with(vec![file(&held, 0), file(&loose, 0)])).await.unwrap();
    // Taken out again, it is an upload like any other.
    put(&ctx, with(vec![file(&held, 0)])).await.unwrap();
    world.clock.advance_ms(30 * DAY_MS);
    app::jobs::upkeep::round(app).await.unwrap();
    let ctx = world.agent_ctx(&acme);
    let kept = read(&world, &ctx, ticket).await;
    assert_eq!(kept[0].written.files, [file(&held, 5)]);
    let send = ReplyDraft {
        text: "With a file".to_owned(),
        uploads: vec![held.id],
        draft: Some(kept[0].revision),
        ..ReplyDraft::default()
    };
    reply::send(app, &ctx, ticket, send.clone()).await.unwrap();
    let gone = reply::send(app, &ctx, ticket, ReplyDraft { uploads: vec![loose.id], ..send }).await;
    assert!(matches!(gone, Err(Error::Input { field: "uploads", .. })), "{gone:?}");
    // Sent: now it goes in its time.
    world.clock.advance_ms(DAY_MS);
    app::jobs::upkeep::round(app).await.unwrap();
    assert!(!has_key(&world, &acme, held.id).await);
}

async fn a_merge_loses_nothing_that_was_being_written(world: World) {
    let acme = world.company("acme").await;
    let app = &world.app;
    let (one, two, three) =
        (asked(&world, &acme, 1).await, asked(&world, &acme, 2).await, asked(&world, &acme, 3).await);
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    // One writes in both, the other in the first alone.
    save(&world, &ctx, one, "In the first").await;
    save(&world, &ctx, two, "In the second").await;
    let moved = save(&world, &admin, one, "The admin's").await;
    app::ticket::merge(app, &admin, one, two).await.unwrap();
    assert_eq!(read(&world, &admin, two).await[0].written.text, "The admin's");
    // It hangs on the target's key now, and on the source's no more.
    let keys = app.keyring().list_object_keys(acme.info.scope, &[moved.revision]).await.unwrap();
    let leaves: Vec<LeafRef> = keys[0].leaves.iter().map(|(leaf, _)| *leaf).collect();
    assert!(leaves.contains(&LeafRef::ticket(two)) && !leaves.contains(&LeafRef::ticket(one)), "{leaves:?}");
    // A page that still shows the first goes on where it is now.
    let base = Base::Revision(moved.revision);
    let more = draft::save(app, &admin, one, DraftKind::Reply, text("The admin's, longer"), base).await;
    assert_eq!(more.unwrap().unwrap().ticket, two);
    // Further on, and then their author looks.
    save(&world, &ctx, three, "In the third").await;
    app::ticket::merge(app, &admin, two, three).await.unwrap();
    let joined = texts(&world, &ctx, three).await;
    assert_eq!(joined.len(), 1);
    for part in ["In the first", "In the second", "In the third"] {
        assert_eq!(joined[0].matches(part).count(), 1, "{joined:?}");
    }
    assert_eq!(texts(&world, &ctx, three).await, joined, "joined once");
    assert!(read(&world, &ctx, one).await.is_empty() && read(&world, &ctx, two).await.is_empty());
    assert_eq!(texts(&world, &admin, three).await, ["The admin's, longer"]);
    assert!(app::audit::verify(app, &acme.info).await.unwrap().fault.is_none());
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn it_goes_with_its_authors_account(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let (one, two) = (asked(&world, &acme, 1).await, asked(&world, &acme, 2).await);
    let file = upload::add(app, &ctx, "a.txt", "text/plain", b"brown".to_vec()).await.unwrap();
    let with = Written {
        files: vec![KeptFile { id: file.id, name: file.name, size_bytes: 0 }],
        ..text("With a file")
    };
    let mut objects = vec![file.id];
    objects.push(save(&world, &ctx, one, "Here").await.revision);
    let kept = draft::save(app, &ctx, two, DraftKind::Note, with, Base::Any).await.unwrap().unwrap();
    objects.push(kept.revision);
    let colleague = save(&world, &admin, one, "The admin's").await;
    let leave = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    app::agent::change(app, &admin, acme.agent, leave).await.unwrap();
    let store = app.store().tenant(acme.info.scope);
    assert_eq!(store.count_drafts_of_agent(acme.agent).await.unwrap(), 0);
    assert!(store.list_uploads(&[file.id]).await.unwrap().is_empty());
    assert!(store.find_blob(file.id).await.unwrap().is_none());
    for object in objects {
        assert!(!has_key(&world, &acme, object).await);
    }
    assert_eq!(read(&world, &admin, one).await, [colleague]);
    // A save that was under way comes too late.
    let late = draft::save(app, &ctx, one, DraftKind::Reply, text("Late"), Base::Any).await;
    assert!(matches!(late, Err(Error::Unauthenticated)), "{late:?}");
}

async fn it_ends_with_either_key(world: World) {
    let acme = world.company("acme").await;
    let (one, two) = (asked(&world, &acme, 1).await, asked(&world, &acme, 2).await);
    let (app, ctx, scope) = (&world.app, world.agent_ctx(&acme), acme.info.scope);
    let leaves_of = async |draft: &DraftView| {
        let keys = app.keyring().list_object_keys(scope, &[draft.revision]).await.unwrap();
        keys[0].leaves.iter().map(|(leaf, _)| *leaf).collect::<Vec<_>>()
    };
    let (first, second) = (save(&world, &ctx, one, "One").await, save(&world, &ctx, two, "Two").await);
    let mut both = [LeafRef::ticket(one), LeafRef::agent(acme.agent)];
    both.sort_unstable();
    assert_eq!(leaves_of(&first).await, both);
    // The sweep of keys finds both in use.
    let store = app.store().tenant(scope);
    let keys = app.keyring().list_object_keys(scope, &[first.revision, second.revision]).await.unwrap();
    assert_eq!(keys.len(), 2);
    assert!(store.list_orphans(&keys).await.unwrap().is_empty());
    app.keyring().delete_leaf_keys(scope, &[LeafRef::ticket(one)]).await.unwrap();
    let world = world.reopened().await;
    let ctx = world.agent_ctx(&acme);
    assert!(draft::read(&world.app, &ctx, one).await.is_err());
    assert_eq!(texts(&world, &ctx, two).await, ["Two"]);
}

async fn reading_while_it_is_saved_or_joined_finds_one_of_both(world: World) {
    let acme = world.company("acme").await;
    let (one, two) = (asked(&world, &acme, 1).await, asked(&world, &acme, 2).await);
    let ctx = world.agent_ctx(&acme);
    save(&world, &ctx, one, "Draft 0").await;
    for n in 1..20 {
        let words = format!("Draft {n}");
        let (found, also, _) =
            tokio::join!(texts(&world, &ctx, one), texts(&world, &ctx, one), save(&world, &ctx, one, &words));
        for found in [found, also] {
            assert!(found == [words.clone()] || found == [format!("Draft {}", n - 1)], "{found:?}");
        }
    }
    save(&world, &ctx, two, "Second").await;
    app::ticket::merge(&world.app, &ctx, one, two).await.unwrap();
    let (found, also) = tokio::join!(texts(&world, &ctx, two), texts(&world, &ctx, two));
    assert_eq!((&found, found.len()), (&also, 1));
    assert!(found[0].contains("Draft 19") && found[0].contains("Second"), "{found:?}");
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn limits_hold(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme, 1).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let put = async |written: Written| {
        draft::save(app, &ctx, ticket, DraftKind::Reply, written, Base::Any).await.map(drop)
    };
    let long = put(text(&"x".repeat(domain::limits::REPLY_BYTES_MAX + 1))).await;
    assert!(matches!(long, Err(Error::TooLarge { what: "text", .. })), "{long:?}");
    let cc = "c".repeat(domain::limits::DRAFT_RECIPIENTS_CHARS_MAX + 1);
    let wide = put(Written { cc, ..text("x") }).await;
    assert!(matches!(wide, Err(Error::Input { field: "cc", .. })), "{wide:?}");
    let file = KeptFile { id: ObjectId::generate(ctx.now), name: "a".to_owned(), size_bytes: 0 };
    let many = put(Written { files: vec![file; domain::limits::DRAFT_FILES_MAX + 1], ..text("x") }).await;
    assert!(matches!(many, Err(Error::Input { field: "uploads", .. })), "{many:?}");
    put(text(&"x".repeat(domain::limits::REPLY_BYTES_MAX))).await.unwrap();
}
