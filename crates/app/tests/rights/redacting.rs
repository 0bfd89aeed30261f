//! Erasing without losing the rest: one file of a mail, a person out of a conversation that stays, a text in somebody
//! else's. What goes opens no more and lies nowhere; what stays can be read, found and counted as before.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::erasure::receipt::Receipt;
use app::erasure::{self, Scope, Wanted, holds};
use app::view::{MessageView, TicketFilter, TicketView};
use domain::{ContactId, ErasureId, ErasureReason, ErasureState, MessageId, ObjectId, TicketId};
use store::Erasure;

const REQUEST: ErasureReason = ErasureReason::Request;

/// A mail with two files.
pub fn with_files(from: &str, id: &str, cc: &str, subject: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@acme.test\r\nCc: {cc}\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n\
         --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=narwhal-{id}.txt\r\n\r\nfile one {text}\r\n\
         --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=walrus-{id}.txt\r\n\r\nfile two {text}\r\n--b--\r\n"
    )
}

struct Scene {
    acme: Company,
    eva: ContactId,
    bo: ContactId,
    /// Eva asked; an agent answered and noted.
    evas: TicketId,
    /// Bo asked, with Eva in Cc; she wrote into it.
    bos: TicketId,
}

fn mails() -> Vec<(&'static str, String)> {
    let evas = "Eva Ekström <eva@x.test>";
    vec![
        (
            "1",
            with_files(
                evas,
                "1@x.test",
                "",
                "Zebra saddle of Eva Ekström",
                "The zebrafish saddle broke.\r\nEva Ekström",
            ),
        ),
        (
            "2",
            with_files(
                "Bo Berg <bo@x.test>",
                "2@x.test",
                "eva@x.test",
                "Bo's bell",
                "My ibexbell is silent.",
            ),
        ),
        ("3", mail(evas, "3@x.test", Some("2@x.test"), "Re: Bo's bell", "I saw the quaggabell too.")),
    ]
}

async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    world.take_in(&acme, &mails()).await;
    let tickets = world.tickets(&acme).await;
    let by_subject = |word: &str| tickets.iter().find(|row| row.subject.contains(word)).unwrap().id;
    let (evas, bos) = (by_subject("Zebra"), by_subject("bell"));
    world.answer(&acme, evas, "Dear EVA, a new okapisaddle is on its way.").await;
    let note = "Ekstro\u{308}m is a good tapircustomer, +45 1234 5678.";
    app::note::add(&world.app, &world.agent_ctx(&acme), evas, note).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let eva = store.find_ticket(evas).await.unwrap().unwrap().requester;
    let bo = store.find_ticket(bos).await.unwrap().unwrap().requester;
    Scene { acme, eva, bo, evas, bos }
}

/// The mail that a ticket began with: the one with files.
fn asked(ticket: TicketView) -> MessageView {
    ticket.messages.into_iter().find(|message| message.attachments.len() == 2).unwrap()
}

async fn begin(world: &World, scene: &Scene, scope: Scope) -> ErasureId {
    let wanted = Wanted { scope, reason: REQUEST };
    erasure::begin(&world.app, &world.admin_ctx(&scene.acme), wanted).await.unwrap()
}

async fn row(world: &World, scene: &Scene, id: ErasureId) -> Erasure {
    world.app.store().tenant(scene.acme.info.scope).find_erasure(id).await.unwrap().unwrap()
}

async fn finished(world: &World, scene: &Scene, id: ErasureId) -> Erasure {
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    let done = row(world, scene, id).await;
    assert_eq!(done.state, ErasureState::Done);
    let key = world.app.vault().checkpoint_public_key();
    let said = Receipt::from_bytes(done.receipt.as_ref().unwrap()).unwrap().check(&key).unwrap();
    assert_eq!((said.scope, said.subject_id, said.root_epoch), (done.scope, done.subject, None));
    done
}

async fn erase(world: &World, scene: &Scene, scope: Scope) -> Erasure {
    let id = begin(world, scene, scope).await;
    finished(world, scene, id).await
}

async fn found(world: &World, scene: &Scene, word: &str) -> usize {
    let (ctx, filter) = (world.agent_ctx(&scene.acme), TicketFilter::default());
    app::ticket::search(&world.app, &ctx, word, &filter, None, 10).await.unwrap().items.len()
}

/// The objects of a message: what it says, and its bytes.
async fn objects(world: &World, scene: &Scene, id: MessageId) -> (ObjectId, Option<ObjectId>) {
    let store = world.app.store().tenant(scene.acme.info.scope);
    let row = store.find_message(id).await.unwrap().unwrap();
    (row.content.object(), row.raw_object)
}

async fn keys_of(world: &World, scene: &Scene, objects: &[ObjectId]) -> usize {
    world.app.keyring().list_object_keys(scene.acme.info.scope, objects).await.unwrap().len()
}

async fn a_file_goes_and_its_mail_stays(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    let before = asked(world.read(&scene.acme, scene.evas).await);
    let (one, two) = (before.attachments[0].clone(), before.attachments[1].clone());
    let raw_before = app::message::raw(&world.app, &ctx, before.id).await.unwrap();
    let (content, raw) = objects(&world, &scene, before.id).await;
    let place =
        world.app.store().tenant(scene.acme.info.scope).find_blob(raw.unwrap()).await.unwrap().unwrap();
    let mut looks = 0;
    while found(&world, &scene, "narwhal").await < 2 {
        looks += 1;
        assert!(looks < 500, "it is indexed");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let scope = Scope::Attachment(before.id, one.part);
    let preview = erasure::preview(&world.app, &ctx, scope).await.unwrap();
    assert_eq!((preview.attachments, preview.messages), (1, 0));

    let done = erase(&world, &scene, scope).await;
    assert_eq!((done.messages, done.tickets), (1, 0));
    assert!(done.keys_destroyed == 2 && done.bytes > 0, "{done:?}");
    assert_eq!(keys_of(&world, &scene, &[content, raw.unwrap()]).await, 0);
    let erased = world.app.packs().read(&place).await.unwrap();
    assert!(erased.iter().all(|byte| *byte == 0), "its bytes were overwritten");

    let view = world.read(&scene.acme, scene.evas).await;
    let after = asked(view.clone());
    assert_eq!((&after.text, &after.subject), (&before.text, &before.subject));
    assert_eq!(after.attachments[0].erased_at, Some(ctx.now));
    assert!(!format!("{:?}", after.attachments[0]).contains("narwhal"), "{:?}", after.attachments[0]);
    assert_eq!(after.attachments[1], two);
    assert_eq!(view.row.attachment_count, 1);
    let file = app::message::attachment(&world.app, &ctx, after.id, two.part).await.unwrap();
    assert!(String::from_utf8_lossy(&file.bytes).starts_with("file two"));
    // The rest of the mail is the same, byte for byte.
    let raw_after = app::message::raw(&world.app, &ctx, after.id).await.unwrap();
    let (old, new) = (String::from_utf8(raw_before).unwrap(), String::from_utf8(raw_after).unwrap());
    assert!(new.starts_with(
        old.split_once("Content-Disposition").unwrap().0.rsplit_once("Content-Type").unwrap().0
    ));
    assert!(new.ends_with(old.split_once("file one").unwrap().1.split_once("\r\n--b").unwrap().1));
    assert!(
        !new.contains("narwhal") && !new.contains("file one") && new.contains("erased on 2026-11-24"),
        "{new}"
    );
    for (word, times) in [("narwhal", 1), ("walrus", 2), ("zebrafish", 1)] {
        assert_eq!(found(&world, &scene, word).await, times, "{word}");
    }
    // It does not come back, and it is not there to be erased again.
    assert_eq!(world.take_in(&scene.acme, &mails()).await.known, 3);
    let again = Wanted { scope, reason: REQUEST };
    assert!(erasure::begin(&world.app, &ctx, again).await.is_err());
    let other = Wanted { scope: Scope::Attachment(before.id, 77), reason: REQUEST };
    assert!(erasure::begin(&world.app, &ctx, other).await.is_err());
}

async fn every_file_of_a_conversation_goes(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    let held = holds::NewHold {
        scope: Scope::Attachments(scene.bos),
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: ctx.now.plus_millis(1_000),
        ends_at: None,
    };
    let hold = holds::place(&world.app, &ctx, held).await.unwrap();
    let id = begin(&world, &scene, Scope::Attachments(scene.bos)).await;
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    assert_eq!(row(&world, &scene, id).await.state, ErasureState::Held);
    holds::release(&world.app, &ctx, hold).await.unwrap();
    let done = finished(&world, &scene, id).await;
    assert_eq!(done.messages, 1);
    let view = world.read(&scene.acme, scene.bos).await;
    assert_eq!((view.messages.len(), view.row.attachment_count), (2, 0));
    assert!(asked(view.clone()).attachments.iter().all(|file| file.erased_at.is_some()));
    for (word, times) in [("narwhal", 1), ("walrus", 1), ("ibexbell", 1)] {
        assert_eq!(found(&world, &scene, word).await, times, "{word}");
    }
}

/// The process ends when the new objects are there and the old ones still open.
async fn a_file_that_was_going_is_gone_after_a_crash(world: World) {
    let scene = scene(&world).await;
    let scope = scene.acme.info.scope;
    let message = asked(world.read(&scene.acme, scene.evas).await);
    let (content, raw) = objects(&world, &scene, message.id).await;
    let id = begin(&world, &scene, Scope::Attachment(message.id, message.attachments[0].part)).await;
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.insert_erasure_old(id, &[content, raw.unwrap()]).await.unwrap();
    drop(tx);
    let mut erasure = row(&world, &scene, id).await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.unwrap());
    let begun = Erasure { state: ErasureState::Begun, keys_gone_at: None, ..erasure };
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.update_erasure(&begun).await.unwrap();
    // As if the bytes had not been overwritten yet.
    tx.insert_erasure_old(id, &[content]).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    finished(&world, &scene, id).await;
    let store = world.app.store().tenant(scope);
    assert!(store.list_erasure_old(id).await.unwrap().is_empty());
    assert_eq!(keys_of(&world, &scene, &[content, raw.unwrap()]).await, 0);
    assert_eq!(world.read(&scene.acme, scene.evas).await.messages.len(), 3);
}

/// An older copy of the data beside today's keyring: the mail as it was opens no more, and as it is it is not there.
async fn what_was_written_anew_since_a_backup_is_taken_out_after_a_restore(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let scope = scene.acme.info.scope;
    let message = asked(world.read(&scene.acme, scene.bos).await);
    let (content, raw) = objects(&world, &scene, message.id).await;
    let entry = store::NewLedgerEntry {
        entry: uuid::Uuid::from_u128(1),
        what: domain::LedgerWord::AttachmentErased,
        subject: message.id.uuid(),
        detail: Some("request".to_owned()),
        at: world.app.now(),
    };
    world.app.keyring().append_ledger(scope, &[entry]).await.unwrap();
    let objects = vec![content, raw.unwrap()];
    let gone = store::Condemned { objects, ..store::Condemned::default() };
    world.app.keyring().destroy(scope, &gone).await.unwrap();
    let replayed = erasure::replay(&world.app, scope, world.app.now()).await.unwrap();
    assert_eq!((replayed.messages, replayed.tickets), (1, 0));
    assert_eq!(world.read(&scene.acme, scene.bos).await.messages.len(), 1);
    finished(&world, &scene, ErasureId::from_uuid(uuid::Uuid::from_u128(1))).await;
}

/// What of a conversation is sealed: what its messages say, what the list shows.
async fn everything(world: &World, scene: &Scene, ticket: TicketId) -> String {
    let view = world.read(&scene.acme, ticket).await;
    format!("{view:?}").to_lowercase()
}

/// The bytes of every file, of the database, and what is left in the clear of the mail: nothing may hold a name.
pub fn bytes_with(world: &World, word: &str) -> Vec<String> {
    let (mut folders, mut out) = (vec![world.folder.path().to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if memchr::memmem::find(
                &std::fs::read(&path).unwrap().to_ascii_lowercase(),
                word.as_bytes(),
            )
            .is_some()
            {
                out.push(path.display().to_string());
            }
        }
    }
    out
}

/// An answer in Eva's conversation that is not sent yet.
async fn being_written(world: &World, scene: &Scene) {
    let written = app::draft::Written { text: "To Eva".to_owned(), ..Default::default() };
    let (kind, base) = (domain::DraftKind::Reply, app::draft::Base::Nothing);
    let ctx = world.agent_ctx(&scene.acme);
    app::draft::save(&world.app, &ctx, scene.evas, kind, written, base).await.unwrap();
}

async fn a_person_is_removed_and_the_conversations_stay(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (ctx, scope) = (world.admin_ctx(&scene.acme), scene.acme.info.scope);
    sent(&world, &scene).await;
    let store = world.app.store().tenant(scope);
    let before = store.find_ticket(scene.evas).await.unwrap().unwrap();
    let mut condemned = Vec::new();
    for message in world.read(&scene.acme, scene.evas).await.messages {
        let (content, raw) = objects(&world, &scene, message.id).await;
        condemned.extend([Some(content), raw].into_iter().flatten());
    }
    being_written(&world, &scene).await;
    let preview = erasure::preview(&world.app, &ctx, Scope::Pseudonym(scene.eva)).await.unwrap();
    let erasure::Preview { tickets, kept, rewritten, attachments, of_others, drafts, .. } = preview;
    assert_eq!((tickets, kept, rewritten, attachments, of_others, drafts), (0, 1, 4, 2, 0, 1));

    let done = erase(&world, &scene, Scope::Pseudonym(scene.eva)).await;
    assert_eq!(done.tickets, 0);
    assert_eq!(keys_of(&world, &scene, &condemned).await, 0);
    assert!(app::contact::read(&world.app, &ctx, scene.eva).await.is_err());
    let after = store.find_ticket(scene.evas).await.unwrap().unwrap();
    assert_eq!(
        (after.number, after.status, after.created_at),
        (before.number, before.status, before.created_at)
    );
    assert_eq!((after.message_count, after.attachment_count), (before.message_count, 0));
    assert_ne!(after.requester, scene.eva);
    let nobody = app::contact::read(&world.app, &ctx, after.requester).await.unwrap();
    assert!(nobody.name.starts_with("Removed person ") && nobody.emails.is_empty(), "{nobody:?}");
    for ticket in [scene.evas, scene.bos] {
        let said = everything(&world, &scene, ticket).await;
        for word in ["eva@", "ekström", "ekstro\u{308}m", "dear eva", "eva ek"] {
            assert!(!said.contains(word), "{word}: {said}");
        }
        assert!(said.contains(&nobody.name.to_lowercase()));
    }
    let said = everything(&world, &scene, scene.evas).await;
    assert!(
        said.contains("zebrafish saddle broke")
            && said.contains("okapisaddle")
            && said.contains("tapircustomer")
    );
    let view = world.read(&scene.acme, scene.evas).await;
    assert_eq!(view.messages.len(), 3);
    for message in &view.messages {
        assert!(!message.has_raw && app::message::raw(&world.app, &ctx, message.id).await.is_err());
        assert!(app::message::source(&world.app, &ctx, message.id).await.is_err());
    }
    // Bo is who he was; his mail named her, so its bytes went.
    let bos = world.read(&scene.acme, scene.bos).await;
    assert!(format!("{bos:?}").contains("Bo Berg") && bos.messages.len() == 2);
    for (word, times) in
        [("ekström", 0), ("eva", 0), ("zebrafish", 1), ("quaggabell", 1), ("narwhal", 0), ("removed", 2)]
    {
        assert_eq!(found(&world, &scene, word).await, times, "{word}");
    }
    for name in ["eva@x.test", "ekström", "narwhal"] {
        assert_eq!(bytes_with(&world, name), Vec::<String>::new(), "{name}");
    }
    // Her mails do not come back; when she writes anew, it is somebody who was never here, in a conversation of its own.
    assert_eq!(world.take_in(&scene.acme, &mails()).await.known, 3);
    let new =
        mail("Eva Ekström <eva@x.test>", "9@x.test", Some("1@x.test"), "Re: Zebra saddle", "Once more.");
    assert_eq!(world.take_in(&scene.acme, &[("9", new)]).await.taken_in, 1);
    assert_eq!(world.read(&scene.acme, scene.evas).await.messages.len(), 3);
    assert_eq!(world.tickets(&scene.acme).await.len(), 3);
    assert!(store.find_erasure_work(done.id).await.unwrap().is_none());
}

/// Whatever was to be sent is out.
async fn sent(world: &World, scene: &Scene) {
    let scope = scene.acme.info.scope;
    let store = world.app.store().tenant(scope);
    for message in world.read(&scene.acme, scene.evas).await.messages {
        if message.delivery == Some(domain::DeliveryState::Queued) {
            let mut tx = store.begin().await.unwrap();
            let (from, to) = (domain::DeliveryState::Queued, domain::DeliveryState::Sent);
            let update = store::OutboxUpdate {
                state: to,
                next_attempt_at: world.app.now(),
                detail: None,
                sent_at: Some(world.app.now()),
            };
            tx.update_outbox(message.id, from, &update).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

/// The process ends after every step that it takes; each of them is done again.
async fn a_person_who_was_going_is_gone_after_a_crash(world: World) {
    let scene = scene(&world).await;
    let scope = scene.acme.info.scope;
    // The answer is on its way: it is waited for, and what was done until then stands.
    let id = begin(&world, &scene, Scope::Pseudonym(scene.eva)).await;
    let mut erasure = row(&world, &scene, id).await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.is_err());
    assert_eq!(row(&world, &scene, id).await.state, ErasureState::Begun);
    assert!(app::contact::read(&world.app, &world.admin_ctx(&scene.acme), scene.eva).await.is_ok());
    let store = world.app.store().tenant(scope);
    let into = store.find_erasure_work(id).await.unwrap().unwrap().into.unwrap();
    sent(&world, &scene).await;
    let world = world.reopened().await;
    let mut erasure = row(&world, &scene, id).await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.unwrap());
    assert_eq!(erasure.state, ErasureState::KeysGone);
    // That it was done is not noted.
    let begun = Erasure { state: ErasureState::Begun, keys_gone_at: None, ..erasure };
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.update_erasure(&begun).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    finished(&world, &scene, id).await;
    let ticket = world.app.store().tenant(scope).find_ticket(scene.evas).await.unwrap().unwrap();
    assert_eq!(ticket.requester, into);
    assert!(!everything(&world, &scene, scene.evas).await.contains("ekström"));
    assert_eq!(world.app.keyring().list_ledger(scope, -1, 10).await.unwrap().len(), 1);
}

async fn after_a_restore_a_removed_person_is_erased_with_what_they_asked(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let scope = scene.acme.info.scope;
    let entry = store::NewLedgerEntry {
        entry: uuid::Uuid::from_u128(2),
        what: domain::LedgerWord::ContactPseudonymised,
        subject: scene.eva.uuid(),
        detail: Some("request".to_owned()),
        at: world.app.now(),
    };
    world.app.keyring().append_ledger(scope, &[entry]).await.unwrap();
    let replayed = erasure::replay(&world.app, scope, world.app.now()).await.unwrap();
    assert_eq!((replayed.tickets, replayed.messages), (1, 4));
    finished(&world, &scene, ErasureId::from_uuid(uuid::Uuid::from_u128(2))).await;
    assert_eq!(world.tickets(&scene.acme).await.len(), 1);
}

async fn texts_go_out_of_a_conversation(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    sent(&world, &scene).await;
    let texts = ["12345678".to_owned(), "1234 5678".to_owned(), "Okapisaddle".to_owned()];
    let look = erasure::look(&world.app, &ctx, scene.evas, &texts).await.unwrap();
    assert_eq!((look.places, look.messages.len(), look.mails, look.files), (2, 2, 1, 0), "{look:?}");
    let bad: [&[&str]; 3] = [&[], &["ab"], &["abc"; 21]];
    for bad in bad {
        let bad: Vec<String> = bad
            .iter()
            .enumerate()
            .map(|(n, text)| format!("{text}{}", "x".repeat(if bad.len() > 1 { n } else { 0 })))
            .collect();
        assert!(
            erasure::begin_redaction(&world.app, &ctx, scene.evas, REQUEST, &bad).await.is_err(),
            "{bad:?}"
        );
    }
    let agent = world.agent_ctx(&scene.acme);
    assert!(erasure::begin_redaction(&world.app, &agent, scene.evas, REQUEST, &texts).await.is_err());
    let kept = asked(world.read(&scene.acme, scene.evas).await);
    let id = erasure::begin_redaction(&world.app, &ctx, scene.evas, REQUEST, &texts).await.unwrap();
    let store = world.app.store().tenant(scene.acme.info.scope);
    let terms = store.find_erasure_work(id).await.unwrap().unwrap().terms.unwrap().object();
    let done = finished(&world, &scene, id).await;
    assert_eq!(done.messages, 2);
    assert_eq!(keys_of(&world, &scene, &[terms]).await, 0);
    let said = everything(&world, &scene, scene.evas).await;
    assert!(!said.contains("1234 5678") && !said.contains("okapisaddle") && said.contains("▇▇▇"), "{said}");
    assert!(said.contains("tapircustomer, +45 ▇▇▇."), "{said}");
    // What has none of them is as it was, its bytes and files too.
    assert_eq!(asked(world.read(&scene.acme, scene.evas).await).attachments, kept.attachments);
    app::message::raw(&world.app, &ctx, kept.id).await.unwrap();
    for (word, times) in [("okapisaddle", 0), ("5678", 0), ("tapircustomer", 1), ("zebrafish", 1)] {
        assert_eq!(found(&world, &scene, word).await, times, "{word}");
    }
    app::contact::read(&world.app, &ctx, scene.bo).await.unwrap();
}

/// A text in a file that is encoded in the mail, in letters of its own: it is found, and the mail goes with its files.
async fn a_text_in_an_encoded_file_goes_too(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    // "Kære numbatøre" in Latin-1.
    let encoded = "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\
        Content-Disposition: attachment; filename=narwhal-9.txt\r\n\r\nS+ZyZSBudW1iYXT4cmU=\r\n--b--\r\n";
    let late = with_files("Bo Berg <bo@x.test>", "9@x.test", "", "Late bell", "See the file.");
    let late = late.replace("--b--\r\n", encoded);
    world.take_in(&scene.acme, &[("9", late)]).await;
    let tickets = world.tickets(&scene.acme).await;
    let ticket = tickets.iter().find(|row| row.subject == "Late bell").unwrap().id;
    let texts = ["numbatøre".to_owned()];
    let look = erasure::look(&world.app, &ctx, ticket, &texts).await.unwrap();
    assert_eq!((look.places, look.mails, look.files), (0, 1, 3), "{look:?}");
    let id = erasure::begin_redaction(&world.app, &ctx, ticket, REQUEST, &texts).await.unwrap();
    assert_eq!(finished(&world, &scene, id).await.messages, 1);
    let message = world.read(&scene.acme, ticket).await.messages.remove(0);
    assert!(app::message::raw(&world.app, &ctx, message.id).await.is_err());
}

/// What goes out of a conversation goes out of what was said of it before, too: in a backup from then.
async fn what_was_replaced_before_goes_along(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    sent(&world, &scene).await;
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let kept = async || app.keyring().list_kept_object_keys(scene.acme.info.scope, None, 10).await.unwrap();
    for (ticket, email) in [(scene.evas, "otto@x.test"), (scene.bos, "olga@x.test")] {
        let to = domain::record::Address { name: String::new(), email: email.to_owned() };
        app::ticket::change_requester(app, &ctx, ticket, &to).await.unwrap();
    }
    assert_eq!(kept().await.len(), 2, "the line of each, as it was");
    let texts = ["okapisaddle".to_owned()];
    let id = erasure::begin_redaction(app, &ctx, scene.evas, REQUEST, &texts).await.unwrap();
    finished(&world, &scene, id).await;
    let left = kept().await;
    assert_eq!(left.len(), 1);
    assert!(left[0].leaves.iter().any(|(leaf, _)| *leaf == domain::keyring::LeafRef::ticket(scene.bos)));
    let bos = world.app.store().tenant(scene.acme.info.scope).find_ticket(scene.bos).await.unwrap().unwrap();
    erase(&world, &scene, Scope::Pseudonym(bos.requester)).await;
    assert!(kept().await.is_empty());
}

/// What is held stays together.
async fn nothing_is_split_off_a_held_conversation(world: World) {
    let scene = scene(&world).await;
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let message = world.read(&scene.acme, scene.evas).await.messages.last().unwrap().id;
    let new = holds::NewHold {
        scope: Scope::Conversation(scene.evas),
        reason: "A dispute".to_owned(),
        law: String::new(),
        review_at: ctx.now.plus_millis(86_400_000),
        ends_at: None,
    };
    let hold = holds::place(app, &ctx, new).await.unwrap();
    app::ticket::merge(app, &ctx, scene.evas, scene.bos).await.unwrap();
    let refused = app::ticket::split(app, &ctx, scene.bos, &[message]).await.unwrap_err();
    assert!(matches!(refused, app::Error::State { state: "held", .. }), "{refused}");
    holds::release(app, &ctx, hold).await.unwrap();
    app::ticket::split(app, &ctx, scene.bos, &[message]).await.unwrap();
}

/// An answer that can go out no more holds nothing up.
async fn a_queued_answer_of_a_disconnected_mailbox_fails(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let change = app::mailbox::MailboxChange {
        state: Some(domain::MailboxState::Disconnected),
        ..app::mailbox::MailboxChange::default()
    };
    app::mailbox::change(app, &ctx, scene.acme.mailbox, change).await.unwrap();
    world.clock.advance_ms(60_000);
    app::jobs::delivery::round(app).await.unwrap();
    let messages = world.read(&scene.acme, scene.evas).await.messages;
    let answer = messages.into_iter().find(|message| message.delivery.is_some()).unwrap();
    assert_eq!(answer.delivery, Some(domain::DeliveryState::Failed));
    assert_eq!(answer.delivery_reason.as_deref(), Some("delivery-disconnected"));
    let texts = ["okapisaddle".to_owned()];
    let id = erasure::begin_redaction(app, &ctx, scene.evas, REQUEST, &texts).await.unwrap();
    assert_eq!(finished(&world, &scene, id).await.messages, 1);
}

/// Between the last look and the end of a person's key, a mail of theirs could join what is to stay: one comes at each
/// of many moments of removing somebody.
#[expect(
    clippy::disallowed_methods,
    reason = "it measures how long removing somebody takes, to try its moments"
)]
async fn mail_that_comes_while_a_person_is_removed_stays_readable(world: World) {
    const PEOPLE: u32 = 16;
    let acme = world.company("acme").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let text =
        |n: u32, id: &str| mail(&format!("p{n}@x.test"), &format!("{id}{n}@x.test"), None, "Hello", "Hello.");
    let mut took = std::time::Duration::ZERO;
    for n in 0..PEOPLE {
        world.take_in(&acme, &[(&format!("a{n}"), text(n, "a"))]).await;
        let of =
            world.app.store().tenant(acme.info.scope).find_ticket(world.tickets(&acme).await[0].id).await;
        let scope = Scope::Pseudonym(of.unwrap().unwrap().requester);
        let wanted = Wanted { scope, reason: REQUEST };
        let id = erasure::begin(&world.app, &world.admin_ctx(&acme), wanted).await.unwrap();
        let going = async {
            let began = std::time::Instant::now();
            erasure::round(&world.app, world.app.now()).await.unwrap();
            began.elapsed()
        };
        let coming = async {
            tokio::time::sleep(took * n / PEOPLE).await;
            world.take_in(&acme, &[(&format!("b{n}"), text(n, "b"))]).await;
        };
        let (last, ()) = tokio::join!(going, coming);
        took = if n == 0 { last } else { took.min(last) };
        let done = world.app.store().tenant(acme.info.scope).find_erasure(id).await.unwrap().unwrap();
        assert_eq!(done.state, ErasureState::Done);
    }
    let mut messages = 0;
    for row in world.tickets(&acme).await {
        messages += world.read(&acme, row.id).await.messages.len();
    }
    assert_eq!(messages, 2 * PEOPLE as usize);
}

crate::on_both_engines! {
    what_was_replaced_before_goes_along
    a_text_in_an_encoded_file_goes_too
    nothing_is_split_off_a_held_conversation
    a_queued_answer_of_a_disconnected_mailbox_fails
    a_person_is_removed_and_the_conversations_stay
    a_person_who_was_going_is_gone_after_a_crash
    after_a_restore_a_removed_person_is_erased_with_what_they_asked
    mail_that_comes_while_a_person_is_removed_stays_readable
    texts_go_out_of_a_conversation
    a_file_goes_and_its_mail_stays
    every_file_of_a_conversation_goes
    a_file_that_was_going_is_gone_after_a_crash
    what_was_written_anew_since_a_backup_is_taken_out_after_a_restore
}
