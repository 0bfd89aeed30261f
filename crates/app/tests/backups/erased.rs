//! What was erased stays so: in every backup from before, with the keyring as it is now, and with any copy of it from
//! before.

use crate::desk::{Desk, Elsewhere, kek, numbered, on_each};
use crate::world::{Engine, incoming, mail};
use app::backup::restore::{Target, restore};
use app::backup::{self, Fault, keyring_copy};
use app::erasure::{self, Scope, Wanted};
use app::view::TicketFilter;
use app::{App, Ctx, Error};
use domain::keyring::WrappedKeys;
use domain::{ErasureReason, Role, TicketId};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{ArchiveFolder, Keyring};

/// Erases whoever asked first; gives their tickets.
async fn erase_somebody(desk: &Desk) -> BTreeSet<TicketId> {
    let ids =
        async || desk.world.tickets(&desk.company).await.iter().map(|row| row.id).collect::<BTreeSet<_>>();
    let before = ids().await;
    let first = *before.first().unwrap();
    let store = desk.app().store().tenant(desk.company.info.scope);
    let contact = store.find_ticket(first).await.unwrap().unwrap().requester;
    let _indexer = app::jobs::start_indexer(desk.app());
    let wanted = Wanted { scope: Scope::Contact(contact), reason: ErasureReason::Request };
    erasure::begin(desk.app(), &desk.world.admin_ctx(&desk.company), wanted).await.unwrap();
    assert_eq!(erasure::round(desk.app(), desk.app().now()).await.unwrap(), 0);
    let after = ids().await;
    before.difference(&after).copied().collect()
}

async fn an_older_backup_brings_nobody_back(desk: Desk, _engine: Engine) {
    let scope = desk.company.info.scope;
    let first = backup::make(desk.app(), &desk.setup).await.unwrap();
    let gone = erase_somebody(&desk).await;
    assert!(!gone.is_empty());
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(elsewhere) = Elsewhere::new(engine) else { continue };
        elsewhere.fill(&desk, Some(first.id.clone()), false).await.unwrap();
        let (app, passed) = elsewhere.open(&desk).await;
        assert!(passed.replayed.entries > 0 && passed.replayed.tickets > 0, "{passed:?}");
        for ticket in &gone {
            assert!(app.store().tenant(scope).find_ticket(*ticket).await.unwrap().is_none());
        }
        let ctx = Ctx::agent(scope, desk.company.agent, Role::Agent, app.now());
        for row in desk.world.tickets(&desk.company).await {
            assert!(!app::ticket::read(&app, &ctx, row.id).await.unwrap().messages.is_empty());
        }
        // Nor does the mailbox bring them back.
        let mails = (0..12).map(|n| incoming(&format!("key-{n}"), &numbered(n))).collect();
        let prepared = app.prepare(&desk.company.target, mails, app.now()).await.unwrap();
        let again = app.take_in(&desk.company.target, prepared, None, app.now()).await.unwrap();
        assert_eq!((again.known, again.taken_in), (12, 0), "{again:?}");
        app.store().close().await;
        drop(app);
        // Through the gate once more, as after a crash, nothing changes.
        let (app, passed) = elsewhere.open(&desk).await;
        assert_eq!((passed.replayed.tickets, passed.held), (0, 0), "{passed:?}");
        app.store().close().await;
    }
}

/// Somebody is taken out of one conversation: from a backup that has them in it, that conversation is not there, and no
/// message that stays is of anybody else's.
async fn people_taken_out_of_a_conversation_return_from_no_older_backup(desk: Desk, _engine: Engine) {
    let (scope, ctx) = (desk.company.info.scope, desk.world.admin_ctx(&desk.company));
    let first = backup::make(desk.app(), &desk.setup).await.unwrap();
    let rows = desk.world.tickets(&desk.company).await;
    let (ticket, all) = (rows[0].id, rows.len());
    let before = desk.app().store().tenant(scope).find_ticket(ticket).await.unwrap().unwrap();
    let _indexer = app::jobs::start_indexer(desk.app());
    let wanted = Wanted { scope: Scope::People(ticket), reason: ErasureReason::Instruction };
    erasure::begin(desk.app(), &ctx, wanted).await.unwrap();
    assert_eq!(erasure::round(desk.app(), desk.app().now()).await.unwrap(), 0);
    let since = backup::make(desk.app(), &desk.setup).await.unwrap();
    for (id, is_there) in [(first.id, false), (since.id, true)] {
        let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
        elsewhere.fill(&desk, Some(id), false).await.unwrap();
        let (app, passed) = elsewhere.open(&desk).await;
        assert_eq!(
            (passed.replayed.entries, passed.replayed.tickets),
            (1, i64::from(!is_there)),
            "{passed:?}"
        );
        let store = app.store().tenant(scope);
        let found = store.find_ticket(ticket).await.unwrap();
        assert_eq!(found.is_some(), is_there);
        if let Some(found) = found {
            assert_ne!(found.requester, before.requester);
            assert!(!app::ticket::read(&app, &ctx, ticket).await.unwrap().messages.is_empty());
        }
        // Everybody is who they are elsewhere, and no mail comes back.
        assert!(store.find_contact(before.requester).await.unwrap().is_some());
        for row in rows.iter().filter(|row| row.id != ticket) {
            assert!(!app::ticket::read(&app, &ctx, row.id).await.unwrap().messages.is_empty());
        }
        let mails = (0..12).map(|n| incoming(&format!("key-{n}"), &numbered(n))).collect();
        let prepared = app.prepare(&desk.company.target, mails, app.now()).await.unwrap();
        let again = app.take_in(&desk.company.target, prepared, None, app.now()).await.unwrap();
        assert_eq!((again.known, again.taken_in), (12, 0), "{again:?}");
        app.store().close().await;
    }
    assert_eq!(desk.world.tickets(&desk.company).await.len(), all);
}

/// Of a conversation in which a text was replaced, an older backup has what stands beside it, and lists show it by that.
async fn what_stands_beside_what_was_written_anew_is_in_an_older_backup(desk: Desk, _engine: Engine) {
    let (ctx, reader) = (desk.world.admin_ctx(&desk.company), desk.world.agent_ctx(&desk.company));
    let first = desk.made().await;
    let rows = desk.world.tickets(&desk.company).await;
    let row = rows.iter().find(|row| row.subject == "Subject 1").unwrap();
    assert_eq!(desk.world.read(&desk.company, row.id).await.messages.len(), 2);
    let _indexer = app::jobs::start_indexer(desk.app());
    let texts = ["canary-text-1".to_owned()];
    erasure::begin_redaction(desk.app(), &ctx, row.id, ErasureReason::Request, &texts).await.unwrap();
    assert_eq!(erasure::round(desk.app(), desk.app().now()).await.unwrap(), 0);
    let (_elsewhere, app) = desk.restored(&first).await;
    let all = app::ticket::list(&app, &reader, &TicketFilter::default(), None, 100).await.unwrap().items;
    assert_eq!(all.len(), rows.len());
    let there = all.iter().find(|one| one.id == row.id).unwrap();
    assert_eq!((there.subject.as_str(), there.requester_email.as_str()), ("Subject 2", "p0@x.test"));
    assert!(there.preview.starts_with("canary-text-2"), "{}", there.preview);
    let read = app::ticket::read(&app, &reader, row.id).await.unwrap();
    assert_eq!(read.messages.iter().map(|one| one.subject.as_str()).collect::<Vec<_>>(), ["Subject 2"]);
    app.store().close().await;
}

/// Who was taken out is in no older backup, nor what they asked; of the conversation of somebody else what they wrote goes alone.
async fn whoever_was_taken_out_takes_nothing_of_others_along(desk: Desk, _engine: Engine) {
    let (ctx, reader) = (desk.world.admin_ctx(&desk.company), desk.world.agent_ctx(&desk.company));
    let zora = "Zora Quell <zora@y.test>";
    let mails = [
        ("zora-1", mail(zora, "zora-1@y.test", None, "Of my own", "canary-text-20")),
        ("zora-2", mail(zora, "zora-2@y.test", Some("1@x.test"), "Re: Subject 1", "canary-text-21 by Zora")),
    ];
    desk.world.take_in(&desk.company, &mails).await;
    let list = async |app: &Arc<App>| {
        app::ticket::list(app, &reader, &TicketFilter::default(), None, 100).await.unwrap().items
    };
    let rows = list(desk.app()).await;
    let (theirs, others): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| row.requester_email == "zora@y.test");
    assert_eq!((theirs.len(), others.len()), (2, 8));
    let person = theirs[0].requester_id;
    let written = theirs.iter().find(|row| row.subject == "Re: Subject 1").unwrap().id;
    let answered = others.iter().find(|row| row.subject == "Subject 1").unwrap().id;
    app::ticket::merge(desk.app(), &reader, written, answered).await.unwrap();
    assert_eq!(desk.world.read(&desk.company, answered).await.messages.len(), 3);
    let first = desk.made().await;
    let _indexer = app::jobs::start_indexer(desk.app());
    let wanted = Wanted { scope: Scope::Pseudonym(person), reason: ErasureReason::Request };
    erasure::begin(desk.app(), &ctx, wanted).await.unwrap();
    assert_eq!(erasure::round(desk.app(), desk.app().now()).await.unwrap(), 0);
    let (_elsewhere, app) = desk.restored(&first).await;
    let there: BTreeSet<_> = list(&app).await.iter().map(|row| (row.id, row.subject.clone())).collect();
    assert_eq!(there, others.iter().map(|row| (row.id, row.subject.clone())).collect());
    assert!(app.store().tenant(ctx.scope).find_contact(person).await.unwrap().is_none());
    let read = app::ticket::read(&app, &reader, answered).await.unwrap();
    let texts: Vec<&str> = read.messages.iter().map(|one| one.text.split(' ').next().unwrap()).collect();
    assert_eq!(texts, ["canary-text-1", "canary-text-2"]);
    app.store().close().await;
}

async fn an_older_keyring_is_refused_and_opens_nothing(desk: Desk, _engine: Engine) {
    let (other, scope, now) = (tempfile::tempdir().unwrap(), desk.company.info.scope, desk.app().now());
    let (folder, kek) = (ArchiveFolder::new(other.path().join("copies")), kek(desk.world.folder.path()));
    let first = backup::make(desk.app(), &desk.setup).await.unwrap();
    keyring_copy::copy(desk.app().keyring(), &kek, &folder, 24, now).await.unwrap();
    erase_somebody(&desk).await;
    // A backup that was made since knows how far the ledger was.
    backup::make(desk.app(), &desk.setup).await.unwrap();
    let url = format!("sqlite:{}", other.path().join("keyring.db").display());
    keyring_copy::restore(&folder, None, &kek, &url).await.unwrap();
    let old = Keyring::open(&url).await.unwrap();
    let Some(elsewhere) = Elsewhere::new(Engine::Sqlite) else { return };
    let (packs, vault) = (elsewhere.packs(), desk.vault());
    let target =
        Target { database_url: &elsewhere.url, packs: &packs, keyring: &old, vault: &vault, force: false };
    let refused = restore(&desk.source(None), &target).await.unwrap_err();
    assert!(matches!(refused, Error::Backup(Fault::OldKeyring)), "{refused}");
    // And under the ROOT in force it opens nothing at all.
    let tenants = old.list_tenant_keys(scope).await.unwrap();
    assert!(!tenants.is_empty());
    assert!(vault.admit(&WrappedKeys { tenants, ..WrappedKeys::default() }).is_err());
    // Where no backup knows of it, that is what is seen.
    for entry in backup::list(desk.app(), &desk.setup).await.unwrap() {
        if entry.id != first.id {
            std::fs::remove_file(desk.place().join("lists").join(entry.id)).unwrap();
        }
    }
    let refused = restore(&desk.source(None), &target).await.unwrap_err();
    assert!(matches!(refused, Error::Backup(Fault::ClosedKeyring)), "{refused}");
}

on_each!(
    an_older_backup_brings_nobody_back,
    people_taken_out_of_a_conversation_return_from_no_older_backup,
    what_stands_beside_what_was_written_anew_is_in_an_older_backup,
    whoever_was_taken_out_takes_nothing_of_others_along,
    an_older_keyring_is_refused_and_opens_nothing
);
