//! What an agent does all day: signing in, reading, searching, answering, and all that orders tickets.

use crate::mails;
use crate::words::{address, canary, contact};
use crate::work::{DAY_MS, Desk};
use crate::world::until;
use app::jobs::delivery;
use app::view::{ContactChange, ForwardDraft, ReplyDraft, TicketChange, TicketFilter, TicketOrder};
use domain::record::{Address, NoticeChoice};
use domain::{Private, TagColour};
use std::fmt::Write as _;

/// Sign-in, sessions and tokens; gives the secrets that were handed out.
pub async fn doors(desk: &Desk) -> String {
    let (app, now) = (&desk.world.app, desk.world.app.now());
    let sign_in = async |email: String, password: String| {
        let password = Private::new(password);
        let client = canary("client");
        app::sign_in::with_password(app, desk.scope, &email, &password, &client, now).await
    };
    let email = address("agent address");
    let signed = sign_in(email.clone(), canary("agent password")).await.unwrap();
    app::sign_in::resume(app, &signed.session_token, now).await.unwrap();
    sign_in(email, canary("wrong password")).await.unwrap_err();
    sign_in(address("wrong address"), canary("wrong password")).await.unwrap_err();
    let (_, token) = app::token::create(app, &desk.admin(), desk.agent, &canary("token name")).await.unwrap();
    app::token::authenticate(app, &token, now).await.unwrap();
    let mut secrets = format!(
        "session={}\ncsrf={}\ntoken={}\n",
        signed.session_token.into_inner(),
        signed.csrf_token,
        token.into_inner()
    );
    // Without the operator's mail the link would be handed over; here it is in a mail.
    let new = app::agent::Invitation {
        name: canary("invited name"),
        email: address("invited address"),
        role: domain::Role::Agent,
    };
    let handed = app::agent::invite(app, &desk.admin(), new, "https://acme.test").await.unwrap();
    if let Some(link) = handed.link {
        writeln!(secrets, "invitation={}", link.reveal()).unwrap();
    }
    let signature = Some(canary("agent signature"));
    let change = app::agent::ProfileChange { signature, ..Default::default() };
    app::agent::change_profile(app, &desk.ctx(), change).await.unwrap();
    secrets
}

pub async fn read_and_answer(desk: &Desk) {
    let (app, ctx, filter) = (&desk.world.app, desk.ctx(), TicketFilter::default());
    // Both mails are one another's copies but for their Message-IDs: two tickets.
    let rows = app::ticket::list(app, &ctx, &filter, None, 10).await.unwrap().items;
    assert_eq!(rows.len(), 2);
    let last = app.store().tenant(desk.scope).get_change_seq().await.unwrap();
    app.index_caught_up(desk.scope, last, app::index::INDEX_PATIENCE).await.unwrap();
    let (body, from) = (canary("body"), format!("from:{}", contact()));
    let prefix = body.get(..8).unwrap();
    for (query, count) in [(body.as_str(), 2), (prefix, 2), (from.as_str(), 2), (&canary("query"), 0)] {
        let found = app::ticket::search(app, &ctx, query, &filter, None, 10).await.unwrap();
        assert_eq!(found.items.len(), count);
    }
    let _ = app::ticket::search(app, &ctx, &format!("\"{} (", canary("query")), &filter, None, 10).await;
    let replies = keep_replies(app, &ctx).await;
    assert_eq!(app::saved_reply::list(app, &ctx).await.unwrap().len(), 2);
    let team = app::team::TeamDraft {
        name: canary("team name"),
        signature: format!("{} of {{mailbox.name|us}}", canary("team signature")),
        members: vec![desk.agent],
        assign: Some(domain::AssignWay::RoundRobin),
    };
    let team = app::team::create(app, &desk.admin(), team).await.unwrap();
    assert_eq!(app::team::list(app, &ctx).await.unwrap(), std::slice::from_ref(&team));
    define(desk).await;
    organise(desk, &rows).await;
    for row in rows {
        let given = app::view::TicketChange { team: Some(Some(team.id)), ..Default::default() };
        app::ticket::change(app, &ctx, row.id, given).await.unwrap();
        fill_in(desk, &row).await;
        for reply in &replies {
            let ready = app::saved_reply::fill(app, &ctx, *reply, row.id).await.unwrap();
            for (filled, own) in [(ready.text.text(), "saved text"), (ready.html.unwrap(), "saved html")] {
                assert!(filled.contains(&canary(own)) && filled.contains(&canary("subject")));
            }
        }
        let view = app::ticket::read(app, &ctx, row.id).await.unwrap();
        let message = &view.messages[0];
        assert!(message.text.contains(&body));
        app::message::raw(app, &ctx, message.id).await.unwrap();
        let file = app::message::attachment(app, &ctx, message.id, message.attachments[0].part).await;
        assert!(String::from_utf8(file.unwrap().bytes).unwrap().contains(&canary("file bytes")));
        app::note::add(app, &ctx, row.id, &format!("A {} for us", canary("note"))).await.unwrap();
        let change = ContactChange {
            name: Some(canary("contact name")),
            phone: Some(canary("phone")),
            remark: Some(canary("remark")),
        };
        app::contact::change(app, &ctx, row.requester_id, change).await.unwrap();
        let name = format!("{}.txt", canary("upload name"));
        let bytes = canary("upload bytes").into_bytes();
        let upload = app::upload::add(app, &ctx, &name, "text/plain", bytes).await.unwrap();
        let draft = ReplyDraft {
            text: format!("The {} to it.", canary("answer")),
            bcc: vec![Address { name: String::new(), email: address("bcc address") }],
            uploads: vec![upload.id],
            ..ReplyDraft::default()
        };
        app::reply::send(app, &ctx, row.id, draft).await.unwrap();
        write(desk, row.id).await;
        // A server refuses it, and says whom.
        let refused = format!("reject550@{}.test", canary("refusing domain").to_lowercase());
        let to = vec![Address { name: String::new(), email: refused }];
        let draft = ReplyDraft { text: canary("answer"), to, ..ReplyDraft::default() };
        app::reply::send(app, &ctx, row.id, draft).await.unwrap();
    }
    sent(desk).await;
}

/// What is to go out is out.
pub async fn sent(desk: &Desk) {
    until("everything is out", async || (delivery::round(&desk.world.app).await.unwrap() == 0).then_some(()))
        .await;
}

/// Somebody's mail is passed on.
pub async fn pass_on(desk: &Desk, who: &str) {
    let ticket = mails::of(desk, who).await.id;
    let mail = app::ticket::read(&desk.world.app, &desk.ctx(), ticket).await.unwrap().messages[0].id;
    let to = vec![Address { name: String::new(), email: address("recipient address") }];
    let draft = ForwardDraft { text: canary("forward"), quotes: true, to, ..ForwardDraft::default() };
    app::forward::send(&desk.world.app, &desk.ctx(), mail, draft).await.unwrap();
    sent(desk).await;
}

/// Tags, views, links, merges, and a change of many with its way back.
pub async fn order(desk: &Desk) {
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let tag = app::tag::create(app, &ctx, &canary("tag name"), TagColour::Blue).await.unwrap().id;
    let named = ["held", "rectified", "redacted", "filed"];
    let mut tickets = Vec::new();
    for who in named {
        tickets.push(mails::of(desk, who).await.id);
    }
    let change = TicketChange { add_tags: vec![tag], ..TicketChange::default() };
    app::ticket::change_many(app, &ctx, &tickets, &change).await.unwrap();
    let conditions: store::ViewConditions = format!("status=open&tag={tag}").parse().unwrap();
    for shared in [false, true] {
        let (name, order) = (canary("view name"), TicketOrder::default());
        let draft = app::saved_view::ViewDraft { name, shared, conditions: conditions.clone(), order };
        app::saved_view::create(app, &ctx, draft).await.unwrap();
    }
    app::saved_view::side_bar(app, &ctx).await.unwrap();
    app::ticket::link(app, &ctx, tickets[0], tickets[1]).await.unwrap();
    let rows = desk.tickets().await;
    let of_sender: Vec<_> = rows.iter().filter(|row| row.requester_email == contact()).collect();
    let merge = app::ticket::merge(app, &ctx, of_sender[0].id, of_sender[1].id).await.unwrap();
    app::ticket::unmerge(app, &ctx, merge).await.unwrap();
    app::ticket::merge(app, &ctx, of_sender[0].id, of_sender[1].id).await.unwrap();
    app::ticket::mark_seen(app, &ctx, tickets[0]).await.unwrap();
    // Somebody gets a ticket, and an answer waits for its time.
    let kinds = domain::NoticeKind::ALL.iter();
    let choice =
        |kind: &domain::NoticeKind| NoticeChoice { kind: *kind, app: true, mail: true, browser: true };
    let chosen = app::notice::ChoicesChange {
        kinds: kinds.map(choice).collect(),
        quiet: Some(None),
        time_zone_else: None,
    };
    app::notice::change_choices(app, &ctx, chosen).await.unwrap();
    app::jobs::notices::round(app).await.unwrap();
    let given = TicketChange { assignee: Some(Some(desk.agent)), ..TicketChange::default() };
    app::ticket::change(app, &desk.admin(), tickets[0], given).await.unwrap();
    app::jobs::notices::round(app).await.unwrap();
    let send_at = Some(ctx.now.plus_millis(20 * DAY_MS));
    let draft = ReplyDraft { text: canary("later answer"), send_at, ..ReplyDraft::default() };
    app::reply::send(app, &ctx, tickets[0], draft).await.unwrap();
    let absent: Vec<_> = (0..3).map(|_| domain::TicketId::generate(app.now())).collect();
    app::ticket::change_many(app, &ctx, &absent, &change).await.unwrap();
}

/// Custom fields of tickets and contacts: of text, and of choices.
async fn define(desk: &Desk) {
    for holder in domain::FieldHolder::ALL {
        for (kind, key) in [(domain::FieldKind::Text, "line"), (domain::FieldKind::Choice, "list")] {
            let listed = kind == domain::FieldKind::Choice;
            let draft = app::field::FieldDraft {
                holder: *holder,
                kind,
                name: canary("field name"),
                key: key.to_owned(),
                choices: if listed { vec![canary("field choice")] } else { Vec::new() },
                personal: true,
                required: false,
            };
            app::field::create(&desk.world.app, &desk.admin(), draft).await.unwrap();
        }
    }
}

async fn fill_in(desk: &Desk, row: &app::view::TicketRow) {
    use app::field::Given;
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let given = [("line", "field value"), ("list", "field choice")]
        .map(|(key, value)| (key.to_owned(), Given::Text(canary(value))));
    app::field::fill_ticket(app, &ctx, row.id, &given, None).await.unwrap();
    app::field::fill_contact(app, &ctx, row.requester_id, &given).await.unwrap();
    let wrong = [("list".to_owned(), Given::Text(canary("query")))];
    app::field::fill_ticket(app, &ctx, row.id, &wrong, None).await.unwrap_err();
    let mark = app::field::mark(app, &ctx, "list", &canary("field choice")).await.unwrap();
    let filter = TicketFilter { choices: vec![mark], ..TicketFilter::default() };
    assert!(!app::ticket::list(app, &ctx, &filter, None, 10).await.unwrap().items.is_empty());
}

/// An organisation with a domain of its own, and with a person by hand; what is refused names a domain too.
async fn organise(desk: &Desk, rows: &[app::view::TicketRow]) {
    use app::organisation::{self, OrganisationChange, OrganisationDraft};
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let domain = format!("{}.test", canary("organisation domain").to_lowercase());
    let draft = OrganisationDraft {
        name: canary("organisation name"),
        domains: vec![domain.clone(), "example.test".to_owned()],
        notes: canary("organisation notes"),
    };
    let made = organisation::create(app, &ctx, draft.clone()).await.unwrap();
    organisation::create(app, &ctx, draft).await.unwrap_err();
    let change = OrganisationChange { domains: Some(vec![domain.clone()]), ..OrganisationChange::default() };
    organisation::change(app, &ctx, made.id, change).await.unwrap();
    assert_eq!(organisation::find(app, &ctx, &domain).await.unwrap(), Some(made.id));
    app::jobs::organisations::round(app).await.unwrap();
    organisation::place_contact(app, &ctx, rows[0].requester_id, Some(made.id)).await.unwrap();
    let read = app::ticket::read(app, &ctx, rows[0].id).await.unwrap();
    assert_eq!(read.belonging.unwrap().organisation.name, canary("organisation name"));
}

/// What is being written, as it stands in the composer.
async fn write(desk: &Desk, ticket: domain::TicketId) {
    use app::draft::{Base, KeptFile, Written};
    let (app, ctx) = (&desk.world.app, desk.ctx());
    let name = format!("{}.txt", canary("draft file name"));
    let file = app::upload::add(app, &ctx, &name, "text/plain", b"kept".to_vec()).await.unwrap();
    let written = Written {
        text: format!("The {} so far", canary("draft")),
        to: address("draft address"),
        files: vec![KeptFile { id: file.id, name: file.name, size_bytes: 0 }],
        ..Written::default()
    };
    let message = app::ticket::read(app, &ctx, ticket).await.unwrap().messages[0].id;
    let subject = canary("draft subject");
    let written =
        Written { forward: Some(app::draft::Passing { message, subject, parts: Vec::new() }), ..written };
    let beginning = app::draft::Beginning { mailbox: None, subject: canary("draft subject") };
    let mail = Written { forward: None, mail: Some(beginning), ..written.clone() };
    app::draft::save_mail(app, &ctx, domain::TicketId::generate(ctx.now), mail, Base::Any).await.unwrap();
    for kind in domain::DraftKind::ALL.iter().filter(|kind| **kind != domain::DraftKind::Mail) {
        let saved = app::draft::save(app, &ctx, ticket, *kind, written.clone(), Base::Any).await.unwrap();
        assert!(saved.is_some());
    }
    let read = app::draft::read(app, &ctx, ticket).await.unwrap();
    assert!(read.len() == 3 && read[0].written.text.contains(&canary("draft")));
}

/// Saved replies, one's own and everyone's, with formatting.
async fn keep_replies(app: &app::App, ctx: &app::Ctx) -> Vec<domain::SavedReplyId> {
    let mut replies = Vec::new();
    for shared in [false, true] {
        let draft = app::saved_reply::SavedReplyDraft {
            name: canary("saved name"),
            text: format!("{} {{ticket.subject|{}}}", canary("saved text"), canary("saved fallback")),
            html: Some(format!("<b>{} {{ticket.subject|x}}</b>", canary("saved html"))),
            shared,
        };
        let made = app::saved_reply::create(app, ctx, draft).await.unwrap();
        let change = app::saved_reply::SavedReplyChange {
            text: Some(made.text),
            html: made.html,
            ..Default::default()
        };
        replies.push(app::saved_reply::change(app, ctx, made.id, change).await.unwrap().id);
    }
    replies
}
