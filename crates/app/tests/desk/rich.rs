//! Text with formatting: it goes out as HTML beside the same as plain text, with the pictures that stand in it, and comes
//! back as it was written.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::agent::ProfileChange;
use app::draft::{self, Base, KeptFile, Written};
use app::jobs::delivery;
use app::view::{ForwardDraft, ReplyDraft, UploadView};
use app::{Ctx, Error, agent, forward, reply, upload};
use domain::record::Address;
use domain::{DraftKind, MessageKind, TicketId};

/// How a picture begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nred";

crate::on_both_engines! {
    it_goes_out_with_its_pictures
    it_comes_back_as_it_was_written
    what_runs_or_is_unknown_does_not_go
    a_draft_keeps_it_cleaned
    a_forward_keeps_it_above_the_mail
}

async fn asked(world: &World, company: &Company) -> TicketId {
    world.take_in(company, &[("1", mail("carla@x.test", "1@x.test", None, "Saddle", "It creaks."))]).await;
    world.tickets(company).await[0].id
}

async fn picture(world: &World, ctx: &Ctx) -> UploadView {
    upload::add(&world.app, ctx, "red.png", "image/png", PNG.to_vec()).await.unwrap()
}

fn with(html: String, uploads: &[&UploadView]) -> ReplyDraft {
    let uploads = uploads.iter().map(|upload| upload.id).collect();
    ReplyDraft { html: Some(html), uploads, undoable: true, ..ReplyDraft::default() }
}

fn shows(upload: &UploadView) -> String {
    format!(
        "<div>Dear <b>Carla</b>, see <a href=\"https://acme.test/a\">this</a></div><div><img src=\"cid:{}\" alt=\"red\"></div>",
        upload.id
    )
}

async fn sign(world: &World, ctx: &Ctx) {
    let change = ProfileChange { signature: Some("Bo & co\nAcme".to_owned()), ..ProfileChange::default() };
    agent::change_profile(&world.app, ctx, change).await.unwrap();
}

/// The mails that went out, byte for byte.
async fn sent(world: &World) -> Vec<Vec<u8>> {
    world.clock.advance_ms(120_000);
    while delivery::round(&world.app).await.unwrap() > 0 {}
    let files = std::fs::read_dir(world.folder.path().join("maildir-acme/outgoing/new")).unwrap();
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

async fn it_goes_out_with_its_pictures(world: World) {
    let acme = world.company("acme").await;
    let (ticket, ctx) = (asked(&world, &acme).await, world.agent_ctx(&acme));
    sign(&world, &ctx).await;
    let red = picture(&world, &ctx).await;
    let file = upload::add(&world.app, &ctx, "bill.txt", "text/plain", b"9 EUR".to_vec()).await.unwrap();
    reply::send(&world.app, &ctx, ticket, with(shows(&red), &[&red, &file])).await.unwrap();
    let raw = sent(&world).await.remove(0);
    let mail = mime::read(&raw).content;
    assert_eq!(mail.text, "Dear Carla, see this <https://acme.test/a>\nred\n\n-- \nBo & co\nAcme");
    let [inline, attached] = &mail.attachments[..] else { panic!("{:?}", mail.attachments) };
    assert!(inline.inline && !attached.inline);
    assert_eq!(inline.content_id.as_deref(), Some(&*format!("{}@acme.test", red.id)));
    assert_eq!(mime::attachment(&raw, inline.part).unwrap().bytes, PNG);
    let html = mail.html.unwrap();
    assert!(html.contains(&format!("data-cid=\"{}@acme.test\"", red.id)), "{html}");
    assert!(html.contains("<div>Bo &amp; co</div><div>Acme</div>"), "{html}");
    // The conversation shows the same.
    let shown =
        world.read(&acme, ticket).await.messages.into_iter().find(|m| m.kind == MessageKind::Outbound);
    let shown = shown.unwrap();
    assert_eq!(shown.html.unwrap(), html);
}

async fn it_comes_back_as_it_was_written(world: World) {
    let acme = world.company("acme").await;
    let (ticket, ctx) = (asked(&world, &acme).await, world.agent_ctx(&acme));
    sign(&world, &ctx).await;
    let red = picture(&world, &ctx).await;
    let id = reply::send(&world.app, &ctx, ticket, with(shows(&red), &[&red])).await.unwrap();
    let back = reply::take_back(&world.app, &ctx, id).await.unwrap();
    assert_eq!(back.text, "Dear Carla, see this <https://acme.test/a>\nred");
    let html = back.html.unwrap();
    let now = &back.uploads[0];
    assert_ne!(now.id, red.id);
    assert!(html.contains(&format!("src=\"cid:{}\"", now.id)) && !html.contains("Acme"), "{html}");
    assert_eq!(upload::read(&world.app, &ctx, now.id).await.unwrap().bytes, PNG);
    // Sent once more, it is the same mail.
    reply::send(&world.app, &ctx, ticket, with(html, &[now])).await.unwrap();
    let mail = mime::read(&sent(&world).await.remove(0)).content;
    assert_eq!(mail.text, "Dear Carla, see this <https://acme.test/a>\nred\n\n-- \nBo & co\nAcme");
    assert_eq!(mail.attachments[0].content_id.as_deref(), Some(&*format!("{}@acme.test", now.id)));
}

async fn what_runs_or_is_unknown_does_not_go(world: World) {
    let acme = world.company("acme").await;
    let (ticket, ctx) = (asked(&world, &acme).await, world.agent_ctx(&acme));
    let theirs = picture(&world, &world.admin_ctx(&acme)).await;
    let app = &world.app;
    let unknown = reply::send(app, &ctx, ticket, with(shows(&theirs), &[])).await;
    assert!(
        matches!(unknown, Err(Error::Input { field: "html", rule: "rule-unknown-upload" })),
        "{unknown:?}"
    );
    let foreign = reply::send(app, &ctx, ticket, with(shows(&theirs), &[&theirs])).await;
    assert!(matches!(foreign, Err(Error::Input { field: "uploads", .. })), "{foreign:?}");
    let foreign = upload::read(app, &ctx, theirs.id).await;
    assert!(matches!(foreign, Err(Error::NotFound("upload"))), "{foreign:?}");
    let empty = reply::send(app, &ctx, ticket, with("  ".to_owned(), &[])).await;
    assert!(matches!(empty, Err(Error::Input { field: "text", .. })), "{empty:?}");
    let bad = "<div onclick=alert(1)>Hi<script>alert(1)</script><img src=x onerror=alert(1)></div>";
    reply::send(app, &ctx, ticket, with(bad.to_owned(), &[])).await.unwrap();
    let raw = String::from_utf8(sent(&world).await.remove(0)).unwrap();
    assert!(!raw.contains("alert"), "{raw}");
    assert!(app::audit::verify(app, &acme.info).await.unwrap().fault.is_none());
}

async fn a_draft_keeps_it_cleaned(world: World) {
    let acme = world.company("acme").await;
    let (ticket, ctx) = (asked(&world, &acme).await, world.agent_ctx(&acme));
    let red = picture(&world, &ctx).await;
    let file = KeptFile { id: red.id, name: red.name.clone(), size_bytes: 0 };
    let html = format!("{}<script>1</script>", shows(&red));
    let written =
        Written { text: "Dear Carla".to_owned(), html: Some(html), files: vec![file], ..Written::default() };
    draft::save(&world.app, &ctx, ticket, DraftKind::Reply, written, Base::Any).await.unwrap();
    let kept = draft::read(&world.app, &ctx, ticket).await.unwrap().remove(0).written;
    let html = kept.html.unwrap();
    assert!(html.contains("<b>Carla</b>") && html.contains(&format!("src=\"cid:{}\"", red.id)), "{html}");
    assert!(!html.contains("script"), "{html}");
}

async fn a_forward_keeps_it_above_the_mail(world: World) {
    let acme = world.company("acme").await;
    let (ticket, ctx) = (asked(&world, &acme).await, world.agent_ctx(&acme));
    let asked = world.read(&acme, ticket).await.messages[0].id;
    let onward = ForwardDraft {
        html: Some("<div>Please <b>look</b></div>".to_owned()),
        quotes: true,
        to: vec![Address { name: String::new(), email: "sam@supplier.test".to_owned() }],
        ..ForwardDraft::default()
    };
    forward::send(&world.app, &ctx, asked, onward).await.unwrap();
    let mail = mime::read(&sent(&world).await.remove(0)).content;
    assert!(mail.text.starts_with("Please look\n\n---------- Forwarded message"), "{}", mail.text);
    let html = mail.html.unwrap();
    assert!(html.starts_with("<div>Please <b>look</b></div>") && html.contains("It creaks."), "{html}");
}
