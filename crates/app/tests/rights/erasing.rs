//! Erasure (C41, C46, C47, C66, C115, C116): what is erased cannot be read any more, here, in older data and with an
//! older copy of the keyring; it does not come back; everything else stays; whatever interrupts it, it ends.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, mail};
use app::erasure::receipt::{BadReceipt, Receipt};
use app::erasure::{self, Scope, Wanted, holds};
use app::view::TicketFilter;
use domain::keyring::{LeafRef, WrappedObjectKey};
use domain::ledger::LedgerEntry;
use domain::{ContactId, ErasureId, ErasureReason, ErasureState, LedgerWord, MessageId, TicketId};
use privacy::Act;
use std::collections::BTreeMap;
use store::{Condemned, Erasure};

const REQUEST: ErasureReason = ErasureReason::Request;
const DAY_MS: i64 = 24 * 3_600_000;

/// A mail with a file, so that its bytes lie in a pack.
fn with_file(from: &str, id: &str, cc: &str, subject: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@acme.test\r\nCc: {cc}\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n\
         --b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=file-{id}.txt\r\n\r\nfile {text}\r\n--b--\r\n"
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

fn evas_mails() -> Vec<(&'static str, String)> {
    vec![
        (
            "1",
            with_file("Eva Ek <eva@x.test>", "1@x.test", "", "Zebra saddle", "The zebrafish saddle broke."),
        ),
        (
            "3",
            mail(
                "Eva Ek <eva@x.test>",
                "3@x.test",
                Some("2@x.test"),
                "Re: Bo's bell",
                "I saw the quaggabell too.",
            ),
        ),
    ]
}

async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    let bos =
        with_file("Bo Berg <bo@x.test>", "2@x.test", "eva@x.test", "Bo's bell", "My ibexbell is silent.");
    let mut mails = evas_mails();
    mails.insert(1, ("2", bos));
    world.take_in(&acme, &mails).await;
    let tickets = world.tickets(&acme).await;
    let by_subject = |word: &str| tickets.iter().find(|row| row.subject.contains(word)).unwrap().id;
    let (evas, bos) = (by_subject("Zebra"), by_subject("bell"));
    world.answer(&acme, evas, "A new okapisaddle is on its way.").await;
    app::note::add(&world.app, &world.agent_ctx(&acme), evas, "She is a good tapircustomer.").await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let eva = store.find_ticket(evas).await.unwrap().unwrap().requester;
    let bo = store.find_ticket(bos).await.unwrap().unwrap().requester;
    Scene { acme, eva, bo, evas, bos }
}

async fn begin(world: &World, scene: &Scene, scope: Scope) -> ErasureId {
    erasure::begin(&world.app, &world.admin_ctx(&scene.acme), Wanted { scope, reason: REQUEST })
        .await
        .unwrap()
}

async fn erase(world: &World, scene: &Scene, scope: Scope) -> Erasure {
    let id = begin(world, scene, scope).await;
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    row(world, scene, id).await
}

async fn row(world: &World, scene: &Scene, id: ErasureId) -> Erasure {
    world.app.store().tenant(scene.acme.info.scope).find_erasure(id).await.unwrap().unwrap()
}

async fn found(world: &World, scene: &Scene, word: &str) -> usize {
    let (ctx, filter) = (world.agent_ctx(&scene.acme), TicketFilter::default());
    app::ticket::search(&world.app, &ctx, word, &filter, None, 10).await.unwrap().items.len()
}

/// Every object of these messages that still opens.
async fn readable(world: &World, scene: &Scene, messages: &[MessageId]) -> usize {
    let store = world.app.store().tenant(scene.acme.info.scope);
    let permit = world.app.permit(&world.admin_ctx(&scene.acme), Act::TICKET_READ).await.unwrap();
    let mut opened = 0;
    for message in store.list_messages_by_ids(messages).await.unwrap() {
        opened += usize::from(world.app.open(&permit, message.id.uuid(), &message.content).await.is_ok());
    }
    world.app.settle(permit).await.unwrap();
    opened
}

async fn a_contact_is_erased_and_everyone_else_stays(world: World) {
    let scene = scene(&world).await;
    let jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    let preview = erasure::preview(&world.app, &ctx, Scope::Contact(scene.eva)).await.unwrap();
    assert_eq!((preview.tickets, preview.messages, preview.attachments), (1, 3, 1));
    assert_eq!((preview.of_others, preview.elsewhere, preview.held), (0, 1, false));

    let done = erase(&world, &scene, Scope::Contact(scene.eva)).await;
    assert_eq!(done.state, ErasureState::Done);
    assert_eq!((done.tickets, done.messages), (1, 4));
    assert!(done.bytes > 0 && done.keys_destroyed >= 3, "{done:?}");

    let left = world.tickets(&scene.acme).await;
    assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [scene.bos]);
    let bos = world.read(&scene.acme, scene.bos).await;
    assert_eq!(bos.messages.len(), 1);
    assert!(app::contact::read(&world.app, &ctx, scene.eva).await.is_err());
    assert!(app::contact::read(&world.app, &ctx, scene.bo).await.is_ok());
    for gone in ["zebrafish", "quaggabell", "okapisaddle", "tapircustomer"] {
        assert_eq!(found(&world, &scene, gone).await, 0, "{gone}");
    }
    assert_eq!(found(&world, &scene, "ibexbell").await, 1);
    // Bo's file is whole, though bytes before and behind it were overwritten.
    let file = bos.messages[0].attachments[0].clone();
    let bytes = app::message::attachment(&world.app, &ctx, bos.messages[0].id, file.part).await.unwrap();
    assert!(String::from_utf8_lossy(&bytes.bytes).contains("ibexbell"));
    drop(jobs);
}

async fn what_was_erased_does_not_come_back_and_new_mail_does(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    erase(&world, &scene, Scope::Contact(scene.eva)).await;
    // The next look, another UIDVALIDITY, another mailbox: by their bytes they are known.
    let again = world.take_in(&scene.acme, &evas_mails()).await;
    assert_eq!((again.taken_in, again.known), (0, 2));
    let moved: Vec<_> = evas_mails().into_iter().map(|(key, raw)| (format!("other/{key}"), raw)).collect();
    let moved: Vec<_> = moved.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
    assert_eq!(world.take_in(&scene.acme, &moved).await.taken_in, 0);
    // A copy in other bytes, out of the mailbox's past.
    let (_, raw) = &evas_mails()[1];
    let mut copied = world::incoming("copied", &format!("X-Moved: yes\r\n{raw}"));
    copied.history = true;
    let prepared = world.app.prepare(&scene.acme.target, vec![copied], world.app.now()).await.unwrap();
    let taken = world.app.take_in(&scene.acme.target, prepared, None, world.app.now()).await.unwrap();
    assert_eq!(taken.taken_in, 0);
    // She writes anew, as somebody who was never here.
    let new = mail("Eva Ek <eva@x.test>", "9@x.test", None, "Hello again", "A new gnusaddle, please.");
    assert_eq!(world.take_in(&scene.acme, &[("9", new)]).await.taken_in, 1);
    let row = world.tickets(&scene.acme).await.into_iter().find(|row| row.subject == "Hello again").unwrap();
    let store = world.app.store().tenant(scene.acme.info.scope);
    assert_ne!(store.find_ticket(row.id).await.unwrap().unwrap().requester, scene.eva);
}

/// A copy of the keyring from before, put in the place of today's with today's ROOT, opens nothing of it; and what was
/// in it of everyone else is wrapped anew.
async fn an_older_copy_of_the_keyring_opens_nothing_with_todays_root(world: World) {
    let scene = scene(&world).await;
    let jobs = app::jobs::start_indexer(&world.app);
    let scope = scene.acme.info.scope;
    let keyring = world.app.keyring();
    let leaf = domain::keyring::LeafRef::contact(scene.eva);
    let old_leaves = keyring.list_leaf_keys(scope, &[(leaf, None)]).await.unwrap();
    let old_tenants = keyring.list_tenant_keys(scope).await.unwrap();
    assert_eq!((old_leaves.leaves.len(), old_leaves.buckets.len()), (1, 1));

    erase(&world, &scene, Scope::Contact(scene.eva)).await;
    let now_tenants = keyring.list_tenant_keys(scope).await.unwrap();
    assert_eq!(now_tenants.len(), 1);
    assert!(now_tenants[0].generation > old_tenants[0].generation, "the tenant's key was replaced");
    assert!(now_tenants[0].epoch > old_tenants[0].epoch, "ROOT was replaced");
    let now_buckets = keyring.list_bucket_keys_after(scope, None, 100).await.unwrap();
    assert!(
        now_buckets.iter().all(|bucket| bucket.bucket != old_leaves.buckets[0].bucket),
        "its bucket is gone"
    );
    assert!(keyring.list_leaf_keys(scope, &[(leaf, None)]).await.unwrap().leaves.is_empty());

    drop(jobs);
    let world = world.reopened().await;
    // Today's ROOT does not open the old tenant key, and today's tenant key does not open the old bucket.
    let vault = world.app.vault();
    let with_old_tenants = domain::keyring::WrappedKeys { tenants: old_tenants, ..old_leaves.clone() };
    assert!(vault.admit(&with_old_tenants).is_err());
    let tenants = world.app.keyring().list_tenant_keys(scope).await.unwrap();
    let with_todays = domain::keyring::WrappedKeys { tenants, ..old_leaves };
    assert!(vault.admit(&with_todays).is_err());
    // Everyone else's are all there.
    assert_eq!(world.read(&scene.acme, scene.bos).await.messages.len(), 1);
    app::contact::read(&world.app, &world.admin_ctx(&scene.acme), scene.bo).await.unwrap();
}

async fn a_conversation_and_a_message_go_alone(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    let bos = world.read(&scene.acme, scene.bos).await;
    let (first, second) = (bos.messages[0].id, bos.messages[1].id);
    let gone = erase(&world, &scene, Scope::Message(second)).await;
    assert_eq!((gone.state, gone.tickets, gone.messages), (ErasureState::Done, 0, 1));
    let bos = world.read(&scene.acme, scene.bos).await;
    assert_eq!(bos.messages.iter().map(|message| message.id).collect::<Vec<_>>(), [first]);
    assert_eq!(found(&world, &scene, "quaggabell").await, 0);
    assert_eq!(found(&world, &scene, "zebrafish").await, 1);
    // The last mail takes its conversation along.
    let gone = erase(&world, &scene, Scope::Message(first)).await;
    assert_eq!((gone.tickets, gone.messages), (1, 1));
    assert!(app::ticket::read(&world.app, &ctx, scene.bos).await.is_err());

    let gone = erase(&world, &scene, Scope::Conversation(scene.evas)).await;
    assert_eq!((gone.tickets, gone.messages), (1, 3));
    assert!(world.tickets(&scene.acme).await.is_empty());
    // She herself is still known.
    app::contact::read(&world.app, &ctx, scene.eva).await.unwrap();
}

async fn a_hold_keeps_it_waiting_until_it_is_released(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    let hold = |scope| holds::NewHold {
        scope,
        reason: "A claim about the saddle".to_owned(),
        law: String::new(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at: None,
    };
    // Each of these covers something of what is to be erased.
    for held in [
        Scope::Contact(scene.eva),
        Scope::Conversation(scene.evas),
        Scope::Conversation(scene.bos),
        Scope::Mailbox(scene.acme.mailbox),
        Scope::Tenant,
    ] {
        let id = holds::place(&world.app, &ctx, hold(held)).await.unwrap();
        assert!(
            erasure::preview(&world.app, &ctx, Scope::Contact(scene.eva)).await.unwrap().held,
            "{held:?}"
        );
        let waiting = begin(&world, &scene, Scope::Contact(scene.eva)).await;
        assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
        assert_eq!(row(&world, &scene, waiting).await.state, ErasureState::Held, "{held:?}");
        let store = world.app.store().tenant(scene.acme.info.scope);
        assert_eq!(store.list_newest_messages_of_ticket(scene.evas, 9).await.unwrap().len(), 3, "{held:?}");
        let used = app::ticket::read(&world.app, &ctx, scene.evas).await;
        assert!(matches!(used, Err(app::Error::Refused(_))), "{held:?}");
        if held != Scope::Tenant {
            // Placed again below: the erasure goes on waiting, for another one.
            holds::place(&world.app, &ctx, hold(Scope::Tenant)).await.map(drop).unwrap();
            holds::release(&world.app, &ctx, id).await.unwrap();
            continue;
        }
        for hold in holds::list(&world.app, &ctx).await.unwrap() {
            if hold.released_at_ms.is_none() {
                holds::release(&world.app, &ctx, hold.id).await.unwrap();
            }
        }
        assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
        assert_eq!(row(&world, &scene, waiting).await.state, ErasureState::Done);
    }
    // Held things of somebody else are in nobody's way.
    holds::place(&world.app, &ctx, hold(Scope::Contact(scene.eva))).await.unwrap();
    assert!(!erasure::preview(&world.app, &ctx, Scope::Contact(scene.bo)).await.unwrap().held);
}

async fn copies_that_hold_what_is_erased_end_with_it(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    for person in [scene.eva, scene.bo] {
        app::access_export::ask(&world.app, &ctx, person, "en").await.unwrap();
        while app::access_export::round(&world.app).await.unwrap() {}
    }
    let copies = async |of| app::access_export::list(&world.app, &ctx, of).await.unwrap().len();
    assert_eq!((copies(scene.eva).await, copies(scene.bo).await), (1, 1));
    // Bo has nothing to do with it.
    erase(&world, &scene, Scope::Attachments(scene.evas)).await;
    assert_eq!((copies(scene.eva).await, copies(scene.bo).await), (0, 1));
    let message = world.read(&scene.acme, scene.bos).await.messages[0].id;
    erase(&world, &scene, Scope::Message(message)).await;
    assert_eq!(copies(scene.bo).await, 0);
}

async fn a_hold_goes_along_when_its_conversation_is_merged(world: World) {
    let scene = scene(&world).await;
    let ctx = world.admin_ctx(&scene.acme);
    let hold = holds::NewHold {
        scope: Scope::Conversation(scene.bos),
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: ctx.now.plus_millis(DAY_MS),
        ends_at: None,
    };
    holds::place(&world.app, &ctx, hold).await.unwrap();
    app::ticket::merge(&world.app, &ctx, scene.bos, scene.evas).await.unwrap();
    let message = world.read(&scene.acme, scene.evas).await.messages[0].id;
    for wanted in [Scope::Conversation(scene.evas), Scope::Contact(scene.eva), Scope::Message(message)] {
        assert!(erasure::preview(&world.app, &ctx, wanted).await.unwrap().held, "{wanted:?}");
    }
}

async fn a_mailbox_goes_with_what_it_took_in_and_nothing_else(world: World) {
    let mut scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let folder = world.folder.path().join("maildir-acme");
    let operator = app::Ctx::operator(scene.acme.info.scope, world.app.now());
    let second = world::maildir("sales@acme.test", &folder);
    let second = app::mailbox::connect(&world.app, &operator, second, None).await.unwrap().id;
    let first = scene.acme.target.mailbox;
    scene.acme.target.mailbox = second;
    scene.acme.target.own_addresses = vec!["sales@acme.test".to_owned()];
    let mails = [
        // Into Bo's conversation, and one of its own.
        (
            "a",
            mail("Bo Berg <bo@x.test>", "a@x.test", Some("2@x.test"), "Re: Bo's bell", "Also the lynxbell."),
        ),
        ("b", mail("Di <di@x.test>", "b@x.test", None, "A lamp", "My mothlamp glows.")),
    ];
    assert_eq!(world.take_in(&scene.acme, &mails).await.taken_in, 2);
    let id = begin(&world, &scene, Scope::Mailbox(first)).await;
    let store = world.app.store().tenant(scene.acme.info.scope);
    let state = store.find_mailbox(first).await.unwrap().unwrap().state;
    assert_eq!(state, domain::MailboxState::Disconnected, "nothing comes in meanwhile");
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    let done = row(&world, &scene, id).await;
    assert_eq!((done.state, done.tickets), (ErasureState::Done, 1));
    let left: BTreeMap<_, _> =
        world.tickets(&scene.acme).await.into_iter().map(|row| (row.id, row)).collect();
    assert_eq!(left.len(), 2);
    let bos = world.read(&scene.acme, scene.bos).await;
    assert_eq!(bos.messages.len(), 1);
    assert_eq!(bos.row.mailbox_id, second, "it is listed where the rest of it came from");
    for (word, times) in [("zebrafish", 0), ("ibexbell", 0), ("lynxbell", 1), ("mothlamp", 1)] {
        assert_eq!(found(&world, &scene, word).await, times, "{word}");
    }
    let mailboxes = app::mailbox::list(&world.app, &world.admin_ctx(&scene.acme)).await.unwrap();
    assert_eq!(mailboxes.iter().map(|mailbox| mailbox.id).collect::<Vec<_>>(), [second]);
    // Nobody is kept who has no conversation any more.
    assert!(app::contact::read(&world.app, &world.admin_ctx(&scene.acme), scene.eva).await.is_err());
    app::contact::read(&world.app, &world.admin_ctx(&scene.acme), scene.bo).await.unwrap();
}

async fn a_closed_tenant_leaves_its_receipt_alone(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let other = world.company("other").await;
    world.take_in(&other, &[("1", mail("eva@x.test", "1@x.test", None, "Here too", "A pumasaddle."))]).await;
    let scope = scene.acme.info.scope;
    let id = begin(&world, &scene, Scope::Tenant).await;
    // The index may be in use for a moment: then the step is done again.
    let done = world::until("it was erased", async || {
        erasure::round(&world.app, world.app.now()).await.unwrap();
        Some(row(&world, &scene, id).await).filter(|row| row.state == ErasureState::Done)
    })
    .await;
    let key = world.app.vault().checkpoint_public_key();
    let said = Receipt::from_bytes(&done.receipt.unwrap()).unwrap().check(&key).unwrap();
    assert_eq!((said.subject_id, said.ledger.index), (scope.tenant().uuid(), 0));
    assert!(world.app.keyring().list_tenant_keys(scope).await.unwrap().is_empty());
    assert_eq!(world.app.store().tenant(scope).count_messages().await.unwrap(), 0);
    assert!(app::tenant::find_by_slug(&world.app, "acme").await.unwrap().is_none());
    // The other company has everything.
    assert_eq!(world.tickets(&other).await.len(), 1);
    world.reopened().await;
}

async fn the_receipt_is_proved_without_us_and_no_change_of_it_is(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    erase(&world, &scene, Scope::Message(world.read(&scene.acme, scene.bos).await.messages[1].id)).await;
    let done = erase(&world, &scene, Scope::Contact(scene.eva)).await;
    let bytes = done.receipt.unwrap();
    let key = world.app.vault().checkpoint_public_key();
    let said = Receipt::from_bytes(&bytes).unwrap().check(&key).unwrap();
    assert_eq!((said.erasure_id, said.subject_id), (done.id, scene.eva.uuid()));
    assert_eq!((said.ledger.index, said.ledger.size), (1, 2));
    assert!(said.keys_above_replaced_at_ms.is_some() && said.key_ids.len() == 2, "{said:?}");
    assert_eq!(said.older_copies_end_at_ms.millis_since(said.keys_gone_at_ms), DAY_MS);
    for word in ["eva", "x.test", "Zebra", "acme"] {
        assert!(!String::from_utf8_lossy(&bytes).contains(word), "it holds no name: {word}");
    }
    let receipt = Receipt::from_bytes(&bytes).unwrap();
    assert!(matches!(receipt.check(&[7; 32]), Err(BadReceipt::OtherKey)));
    for at in 0..receipt.said.len() {
        let mut said = receipt.said.clone().into_bytes();
        said[at] ^= 1;
        let Ok(said) = String::from_utf8(said) else { continue };
        assert!(Receipt { said, ..receipt.clone() }.check(&key).is_err(), "byte {at}");
    }
}

/// Files in the world's folder that hold one of these keys, wrapped as they were.
fn files_with(world: &World, keys: &[WrappedObjectKey]) -> Vec<String> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
        if keys.iter().any(|key| memchr::memmem::find(&bytes, &key.wrapped).is_some()) {
            out.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    out.sort();
    out
}

/// The keys above a message stay, since its conversation does: a copy of its own key, wherever SQLite left one, would open it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_destroyed_lies_in_no_file() {
    let Some(world) = World::new(world::Engine::Sqlite).await else { return };
    let scene = scene(&world).await;
    let (scope, keyring) = (scene.acme.info.scope, world.app.keyring());
    let _jobs = app::jobs::start_indexer(&world.app);
    let note = world.read(&scene.acme, scene.evas).await.messages.pop().unwrap().id;
    for what in [Scope::Message(note), Scope::Pseudonym(scene.bo), Scope::Contact(scene.eva)] {
        let mut gone = keyring.list_object_keys_after(scope, None, 10_000).await.unwrap();
        erase(&world, &scene, what).await;
        let left = keyring.list_object_keys_after(scope, None, 10_000).await.unwrap();
        gone.retain(|key| !left.contains(key));
        assert!(!gone.is_empty(), "{what:?}");
        assert_eq!(files_with(&world, &gone), Vec::<String>::new(), "{what:?}");
        assert_eq!(files_with(&world, &left), ["keyring.db"], "those that are left are there to be found");
    }
    // Whoever reads an older state keeps it, and others write meanwhile; it goes when they have read.
    let snapshot = keyring.snapshot().await.unwrap();
    let doomed = keyring.list_object_keys_after(scope, None, 1).await.unwrap();
    keyring.delete_object_keys(scope, &[doomed[0].object]).await.unwrap();
    let waiting = tokio::spawn({
        let keyring = keyring.clone();
        async move { keyring.overwrite_destroyed().await }
    });
    world.take_in(&scene.acme, &[("7", mail("Ida <ida@x.test>", "7@x.test", None, "New", "New."))]).await;
    assert!(!files_with(&world, &doomed).is_empty() && !waiting.is_finished());
    drop(snapshot);
    waiting.await.unwrap().unwrap();
    assert_eq!(files_with(&world, &doomed), Vec::<String>::new());
}

/// The process ends after each step, and once in the middle of the purge: the next one goes on.
async fn whatever_interrupts_it_it_ends(world: World) {
    let scene = scene(&world).await;
    let scope = scene.acme.info.scope;
    let messages: Vec<_> = world.read(&scene.acme, scene.evas).await.messages.iter().map(|m| m.id).collect();
    assert_eq!(readable(&world, &scene, &messages).await, 3);
    let id = begin(&world, &scene, Scope::Contact(scene.eva)).await;
    let world = world.reopened().await;
    let mut erasure = row(&world, &scene, id).await;
    // Its keys are gone, but the process ended before that was noted.
    let mut unnoted = erasure.clone();
    assert!(erasure::step(&world.app, scope, &mut unnoted, world.app.now()).await.unwrap());
    assert_eq!(readable(&world, &scene, &messages).await, 0);
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.update_erasure(&erasure).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.reopened().await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.unwrap());
    assert_eq!(erasure.state, ErasureState::KeysGone);
    assert_eq!(readable(&world, &scene, &messages).await, 0);
    // One message is out, the rest is not.
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.purge_messages(&messages[..1], false).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    assert_eq!(row(&world, &scene, id).await.state, ErasureState::Done);
    assert_eq!(world.tickets(&scene.acme).await.len(), 1);
    let ledger = world.app.keyring().list_ledger(scope, -1, 10).await.unwrap();
    assert_eq!(ledger.len(), 1, "however often it was begun");
}

/// Rows go in writes that do not wait for the disk: after a power cut they may be there once more, whose keys and bytes went.
async fn what_a_power_cut_brought_back_goes_once_more(world: World) {
    let scene = scene(&world).await;
    let scope = scene.acme.info.scope;
    let mailbox = scene.acme.target.mailbox;
    let mut messages = Vec::new();
    for ticket in [scene.evas, scene.bos] {
        messages.extend(world.read(&scene.acme, ticket).await.messages.iter().map(|m| m.id));
    }
    let id = begin(&world, &scene, Scope::Mailbox(mailbox)).await;
    let mut erasure = row(&world, &scene, id).await;
    assert!(erasure::step(&world.app, scope, &mut erasure, world.app.now()).await.unwrap());
    assert_eq!(erasure.state, ErasureState::KeysGone);
    let store = world.app.store().tenant(scope);
    let rows = store.list_messages_by_ids(&messages).await.unwrap();
    let raws: Vec<_> = rows.iter().filter_map(|row| row.raw_object).collect();
    let mut objects: Vec<_> =
        rows.iter().map(|row| row.content.object()).chain(raws.iter().copied()).collect();
    let tickets = store.list_tickets_by_ids(&[scene.evas, scene.bos]).await.unwrap();
    objects.extend(tickets.iter().map(|row| row.summary.object()));
    let contacts = vec![scene.eva, scene.bo];
    let leaves = contacts.iter().map(|id| LeafRef::contact(*id)).collect();
    let gone = Condemned { leaves, objects, contacts };
    assert!(world.app.keyring().destroy(scope, &gone).await.unwrap() > 0);
    assert!(world.app.packs().erase(&store.list_blobs(&raws).await.unwrap()).await.unwrap() > 0);
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    let done = row(&world, &scene, id).await;
    assert_eq!((done.state, done.tickets), (ErasureState::Done, 2));
    assert_eq!(done.messages, i64::try_from(messages.len()).unwrap());
    assert!(world.tickets(&scene.acme).await.is_empty());
    for word in ["zebrafish", "ibexbell", "quaggabell"] {
        assert_eq!(found(&world, &scene, word).await, 0, "{word}");
    }
}

/// A ROOT swap that was interrupted at its worst moment: the keys are wrapped anew, the old ROOT is still there.
async fn a_swap_of_root_that_was_interrupted_goes_on(world: World) {
    let scene = scene(&world).await;
    let folder = world.folder.path().to_owned();
    let before = std::fs::read(folder.join("root.key")).unwrap();
    let jobs = app::jobs::start_indexer(&world.app);
    erase(&world, &scene, Scope::Conversation(scene.evas)).await;
    drop(jobs);
    // As it was before the second phase: one more swap was prepared and every key is wrapped under it.
    let kek = std::sync::Arc::new(crypto::FileKek::open_or_create(&folder.join("kek.key")).unwrap());
    let roots = crypto::FileRootStore::new(folder.join("root.key"), kek);
    let next = crypto::Root::generate(3).unwrap();
    crypto::RootStore::prepare(&roots, &next).unwrap();
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    assert_eq!(world.read(&scene.acme, scene.bos).await.messages.len(), 2);
    erase(&world, &scene, Scope::Message(world.read(&scene.acme, scene.bos).await.messages[1].id)).await;
    let keys = world.app.keyring().list_all_tenant_keys().await.unwrap();
    assert!(keys.iter().all(|key| key.epoch == 3), "{keys:?}");
    assert_ne!(std::fs::read(folder.join("root.key")).unwrap(), before);
    let world = world.reopened().await;
    assert_eq!(world.read(&scene.acme, scene.bos).await.messages.len(), 1);
}

/// Another process has the keys in memory: the receipt waits until it has dropped them.
async fn nobody_holds_the_keys_when_the_receipt_is_given(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let other = world.another_node().await;
    let ctx = world.admin_ctx(&scene.acme);
    app::ticket::read(&other, &ctx, scene.evas).await.unwrap();
    erasure::nodes::beat(&other, world.app.now()).await.unwrap();
    let id = begin(&world, &scene, Scope::Conversation(scene.evas)).await;
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 1, "it waits for the other");
    assert_eq!(row(&world, &scene, id).await.state, ErasureState::Purged);
    // Its first beat drops everything, the second one what was being read meanwhile.
    erasure::nodes::beat(&other, world.app.now()).await.unwrap();
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 1);
    erasure::nodes::beat(&other, world.app.now()).await.unwrap();
    erasure::nodes::beat(&other, world.app.now()).await.unwrap();
    erasure::nodes::beat(&other, world.app.now()).await.unwrap();
    let mut rounds = 0;
    while row(&world, &scene, id).await.state != ErasureState::Done {
        erasure::round(&world.app, world.app.now()).await.unwrap();
        erasure::nodes::beat(&other, world.app.now()).await.unwrap();
        erasure::nodes::beat(&other, world.app.now()).await.unwrap();
        rounds += 1;
        assert!(rounds < 10, "it ends");
    }
    // And works on, with today's keys: also whoever is signed in is known there.
    assert_eq!(app::ticket::read(&other, &ctx, scene.bos).await.unwrap().messages.len(), 2);
    let (tenant, now) = (scene.acme.info.scope, world.app.now());
    let password = domain::Private::new(world::PASSWORD.to_owned());
    let signed =
        app::sign_in::with_password(&world.app, tenant, "ada@acme.test", &password, "192.0.2.1", now).await;
    let session = signed.unwrap().session_token;
    erasure::nodes::beat(&other, now).await.unwrap();
    assert_eq!(app::sign_in::resume(&other, &session, now).await.unwrap().agent, scene.acme.admin);
    // One that was killed is waited for no longer than its word holds.
    erasure::nodes::beat(&other, world.app.now()).await.unwrap();
    drop(other);
    let id = begin(&world, &scene, Scope::Conversation(scene.bos)).await;
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 1);
    world.clock.advance_ms(16_000);
    assert_eq!(erasure::round(&world.app, world.app.now()).await.unwrap(), 0);
    assert_eq!(row(&world, &scene, id).await.state, ErasureState::Done);
}

/// Older data beside today's keyring: what was erased since goes once more, who was restricted since is.
async fn older_data_is_brought_up_to_the_ledger(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let scope = scene.acme.info.scope;
    let entry = |what, subject: uuid::Uuid, n: u128| store::NewLedgerEntry {
        entry: uuid::Uuid::from_u128(n),
        what,
        subject,
        detail: Some("request".to_owned()),
        at: world.app.now(),
    };
    // As if these had happened after a backup was made, which is what lies here.
    let since = [
        entry(LedgerWord::ConversationErased, scene.evas.uuid(), 1),
        entry(LedgerWord::ContactRestricted, scene.bo.uuid(), 2),
        store::NewLedgerEntry {
            detail: Some("marketing".to_owned()),
            ..entry(LedgerWord::Objection, scene.bo.uuid(), 3)
        },
    ];
    world.app.keyring().append_ledger(scope, &since).await.unwrap();
    let replayed = erasure::replay(&world.app, scope, world.app.now()).await.unwrap();
    assert_eq!((replayed.entries, replayed.tickets, replayed.messages, replayed.states), (3, 1, 3, 1));
    assert_eq!(world.tickets(&scene.acme).await.len(), 1);
    let store = world.app.store().tenant(scope);
    let bo = store.find_contact(scene.bo).await.unwrap().unwrap();
    assert_eq!(bo.state, domain::ContactState::Restricted);
    let objections = store.list_objections(scene.bo).await.unwrap();
    assert_eq!(objections.len(), 1);
    assert_eq!(objections[0].purpose, domain::ObjectionPurpose::Marketing);
    // It is recorded like any other, and its receipt is made.
    erasure::round(&world.app, world.app.now()).await.unwrap();
    let known = store.find_erasure(ErasureId::from_uuid(since[0].entry)).await.unwrap().unwrap();
    assert_eq!((known.state, known.messages), (ErasureState::Done, 3));
    let again = erasure::replay(&world.app, scope, world.app.now()).await.unwrap();
    assert_eq!((again.tickets, again.messages, again.states), (0, 0, 0));
}

async fn the_ledger_is_appended_to_and_never_twice(world: World) {
    let scene = scene(&world).await;
    let (scope, now) = (scene.acme.info.scope, world.app.now());
    let entry = |n: u128| store::NewLedgerEntry {
        entry: uuid::Uuid::from_u128(n),
        what: LedgerWord::Objection,
        subject: scene.eva.uuid(),
        detail: Some("analytics".to_owned()),
        at: now,
    };
    let (one, two) = (world.app.keyring().clone(), world.app.keyring().clone());
    let some: Vec<_> = (0..40).map(entry).collect();
    let more: Vec<_> = (20..60).map(entry).collect();
    let (a, b) = tokio::join!(one.append_ledger(scope, &some), two.append_ledger(scope, &more));
    a.unwrap();
    b.unwrap();
    let all: Vec<LedgerEntry> = one.list_ledger(scope, -1, 100).await.unwrap();
    assert_eq!(all.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (0..60).collect::<Vec<i64>>());
    assert_eq!(one.ledger_size(scope).await.unwrap(), 60);
}

async fn disconnect(world: &World, scene: &Scene, erase_after_days: Option<u32>) {
    let state = Some(domain::MailboxState::Disconnected);
    let change = app::mailbox::MailboxChange { state, erase_after_days, ..Default::default() };
    app::mailbox::change(&world.app, &world.admin_ctx(&scene.acme), scene.acme.mailbox, change)
        .await
        .unwrap();
}

/// One look at what is due, and everything that follows from it.
async fn look(world: &World) {
    app::jobs::mailbox_end::round(&world.app).await.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
}

/// C41: thirty days at most, sooner where the tenant says so, not at all when it comes back.
async fn what_a_disconnected_mailbox_took_in_goes_in_time(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&scene.acme);
    disconnect(&world, &scene, None).await;
    let due = app::mailbox::read(&world.app, &ctx, scene.acme.mailbox).await.unwrap().erase_at_ms.unwrap();
    assert_eq!(due.millis_since(ctx.now), 30 * DAY_MS);
    world.clock.advance_ms(29 * DAY_MS);
    look(&world).await;
    assert_eq!(world.tickets(&scene.acme).await.len(), 2);

    // Connected again, it is the same mailbox, and what is at the source is known.
    let settings = world::maildir("support@acme.test", &world.folder.path().join("maildir-acme"));
    let back =
        app::mailbox::connect(&world.app, &world.operator_ctx(&scene.acme), settings, None).await.unwrap();
    assert_eq!((back.id, back.erase_at_ms), (scene.acme.mailbox, None));
    world.clock.advance_ms(5 * DAY_MS);
    look(&world).await;
    assert_eq!(world.tickets(&scene.acme).await.len(), 2);

    // Thirty days are the most; a shorter time counts from the day of disconnecting.
    let state = Some(domain::MailboxState::Disconnected);
    let change = app::mailbox::MailboxChange { state, erase_after_days: Some(31), ..Default::default() };
    let late = app::mailbox::change(&world.app, &world.admin_ctx(&scene.acme), back.id, change).await;
    assert!(matches!(late, Err(app::Error::Input { field: "erase_after_days", .. })));
    disconnect(&world, &scene, Some(7)).await;
    world.clock.advance_ms(6 * DAY_MS);
    look(&world).await;
    assert_eq!(world.tickets(&scene.acme).await.len(), 2);
    world.clock.advance_ms(DAY_MS);
    look(&world).await;
    assert!(world.tickets(&scene.acme).await.is_empty());
    let store = world.app.store().tenant(scene.acme.info.scope);
    assert!(store.list_mailboxes().await.unwrap().is_empty());
    let done = store.list_erasures_of(scene.acme.mailbox.uuid()).await.unwrap();
    assert_eq!((done[0].state, done[0].reason), (ErasureState::Done, ErasureReason::Disconnect));
    // From here on the same address is another mailbox.
    let settings = world::maildir("support@acme.test", &world.folder.path().join("maildir-acme"));
    let new =
        app::mailbox::connect(&world.app, &world.operator_ctx(&scene.acme), settings, None).await.unwrap();
    assert_ne!(new.id, scene.acme.mailbox);
}

/// What one kind of connector remembers is not read by another.
async fn a_mailbox_that_comes_back_elsewhere_begins_anew(world: World) {
    let scene = scene(&world).await;
    let (scope, mailbox) = (scene.acme.info.scope, scene.acme.mailbox);
    let prepared = world.app.prepare(&scene.acme.target, Vec::new(), world.app.now()).await.unwrap();
    let position = Some(b"a position".to_vec());
    world.app.take_in(&scene.acme.target, prepared, position, world.app.now()).await.unwrap();
    let store = world.app.store().tenant(scope);
    let cursor = store.find_mailbox_sync(mailbox).await.unwrap().unwrap().cursor.unwrap().object();
    disconnect(&world, &scene, None).await;
    let ctx = world.admin_ctx(&scene.acme);
    let settings = domain::record::MailboxSettings {
        provider: Some(domain::Provider::Microsoft),
        ..domain::record::MailboxSettings::new(domain::ConnectorKind::Graph, "support@acme.test")
    };
    let back = app::mailbox::connect(&world.app, &ctx, settings, None).await.unwrap();
    assert_eq!((back.id, back.kind), (mailbox, domain::ConnectorKind::Graph));
    assert!(store.find_mailbox_sync(mailbox).await.unwrap().unwrap().cursor.is_none());
    assert!(world.app.keyring().list_object_keys(scope, &[cursor]).await.unwrap().is_empty());
}

/// A provider's permission that ended and was not given anew.
async fn what_came_by_a_permission_that_ended_goes_in_time(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    world.permit(&scene.acme, Some(world.app.now())).await;
    world.clock.advance_ms(30 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(world.tickets(&scene.acme).await.len(), 2);
    world.clock.advance_ms(1);
    look(&world).await;
    assert!(world.tickets(&scene.acme).await.is_empty());
}

crate::on_both_engines! {
    a_mailbox_that_comes_back_elsewhere_begins_anew
    what_a_disconnected_mailbox_took_in_goes_in_time
    what_came_by_a_permission_that_ended_goes_in_time
    a_contact_is_erased_and_everyone_else_stays
    what_was_erased_does_not_come_back_and_new_mail_does
    an_older_copy_of_the_keyring_opens_nothing_with_todays_root
    a_conversation_and_a_message_go_alone
    a_hold_keeps_it_waiting_until_it_is_released
    a_hold_goes_along_when_its_conversation_is_merged
    copies_that_hold_what_is_erased_end_with_it
    a_mailbox_goes_with_what_it_took_in_and_nothing_else
    a_closed_tenant_leaves_its_receipt_alone
    the_receipt_is_proved_without_us_and_no_change_of_it_is
    whatever_interrupts_it_it_ends
    what_a_power_cut_brought_back_goes_once_more
    a_swap_of_root_that_was_interrupted_goes_on
    nobody_holds_the_keys_when_the_receipt_is_given
    older_data_is_brought_up_to_the_ledger
    the_ledger_is_appended_to_and_never_twice
}
