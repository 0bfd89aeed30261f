//! Erasures at random, and after each one every older backup restored and the whole mailbox listed anew: nothing returns
//! (C44, C66, C116). A few in each run; `./dev long` for the long form: `DESKHERO_ERASURES` says how many, `DESKHERO_DICE` which.

use crate::desk::{Desk, Elsewhere, numbered, on_each};
use crate::world::dice::Dice;
use crate::world::{Engine, incoming};
use app::backup;
use app::erasure::{self, Scope, Wanted};
use app::inbound::{Incoming, Report};
use domain::{ContactId, ErasureReason, MailboxId, MessageId};
use std::collections::{BTreeMap, BTreeSet};

const ERASURES: usize = 4;
/// Backups that are there at the end.
const BACKUPS: usize = 8;
/// So many mails for each erasure: some are left at the end.
const MAILS_PER_ERASURE: usize = 6;
/// Mails of another mailbox, which goes once.
const MAILS_OF_SECOND: usize = 6;

async fn messages(app: &app::App, desk: &Desk) -> Vec<store::Message> {
    let store = app.store().tenant(desk.company.info.scope);
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store.list_messages(after, 100).await.unwrap();
        let Some(last) = page.last() else { return found };
        after = Some(last.id);
        found.extend(page);
    }
}

async fn ids(app: &app::App, desk: &Desk) -> BTreeSet<MessageId> {
    messages(app, desk).await.into_iter().map(|row| row.id).collect()
}

/// Every mail that ever came, as a source tells of it whose numbers changed.
async fn list_anew(app: &std::sync::Arc<app::App>, desk: &Desk, mails: usize, round: usize) -> Report {
    let again =
        |n: usize| Incoming { check_digest: true, ..incoming(&format!("again-{round}-{n}"), &numbered(n)) };
    let mut sum = Report::default();
    for from in (0..mails).step_by(60) {
        let some = (from..mails.min(from + 60)).map(again).collect();
        let prepared = app.prepare(&desk.company.target, some, app.now()).await.unwrap();
        let report = app.take_in(&desk.company.target, prepared, None, app.now()).await.unwrap();
        sum.taken_in += report.taken_in;
        sum.known += report.known;
    }
    sum
}

/// What an erasure left undone elsewhere: of a backup from before, what was written anew since opens no more.
#[derive(Default)]
struct Went {
    /// What is there no more.
    gone: BTreeSet<MessageId>,
    /// What stands there in another form.
    anew: BTreeSet<MessageId>,
    scope: Option<Scope>,
}

/// What is erased next, of these messages.
struct Draw<'a> {
    desk: &'a Desk,
    before: &'a [store::Message],
    /// Nobody is given a pseudonym twice.
    pseudonyms: &'a BTreeSet<ContactId>,
    /// Goes once.
    second: Option<MailboxId>,
}

impl Draw<'_> {
    /// A person, a conversation, a message, a file, a text, a person out of conversations that stay, or a mailbox.
    async fn roll(&self, dice: &mut Dice) -> (Scope, Option<String>) {
        let one = &self.before[dice.roll(self.before.len())];
        let person = one.contact.unwrap();
        match dice.roll(7) {
            0 => (Scope::Contact(person), None),
            1 => (Scope::Conversation(one.ticket), None),
            2 => (Scope::Message(one.id), None),
            3 => match self.file(dice).await {
                Some(scope) => (scope, None),
                None => (Scope::Message(one.id), None),
            },
            4 => match self.text(one).await {
                Some(text) => (Scope::Redaction(one.ticket), Some(text)),
                None => (Scope::Conversation(one.ticket), None),
            },
            5 if !self.pseudonyms.contains(&person) => (Scope::Pseudonym(person), None),
            5 => (Scope::Contact(person), None),
            _ => (self.second.map_or(Scope::Message(one.id), Scope::Mailbox), None),
        }
    }

    async fn view(&self, message: &store::Message) -> app::view::MessageView {
        let read = self.desk.world.read(&self.desk.company, message.ticket).await;
        read.messages.into_iter().find(|one| one.id == message.id).unwrap()
    }

    /// A file that is not erased yet.
    async fn file(&self, dice: &mut Dice) -> Option<Scope> {
        let with: Vec<_> = self.before.iter().filter(|one| one.attachment_count > 0).collect();
        if with.is_empty() {
            return None;
        }
        let one = with[dice.roll(with.len())];
        let files = self.view(one).await.attachments;
        let file = files.iter().find(|file| file.erased_at.is_none())?;
        Some(Scope::Attachment(one.id, file.part))
    }

    /// The text that the message alone has, if it was not replaced yet.
    async fn text(&self, one: &store::Message) -> Option<String> {
        let text = self.view(one).await.text;
        text.split_whitespace().find(|word| word.starts_with("canary-text-")).map(str::to_owned)
    }
}

async fn erase(desk: &Desk, (scope, text): (Scope, Option<String>)) {
    let (app, ctx) = (desk.app(), desk.world.admin_ctx(&desk.company));
    match (scope, text) {
        (Scope::Redaction(ticket), Some(text)) => {
            erasure::begin_redaction(app, &ctx, ticket, ErasureReason::Request, &[text]).await.unwrap()
        }
        _ => erasure::begin(app, &ctx, Wanted { scope, reason: ErasureReason::Request }).await.unwrap(),
    };
    let store = app.store().tenant(desk.company.info.scope);
    crate::world::until("it is erased", async || {
        let left = erasure::round(app, app.now()).await.unwrap();
        (left == 0 && store.list_open_erasures(1).await.unwrap().is_empty()).then_some(())
    })
    .await;
}

/// Erases what was drawn; gives what went, and what stands in another form.
async fn erase_something(
    desk: &Desk,
    dice: &mut Dice,
    pseudonyms: &mut BTreeSet<ContactId>,
    second: &mut Option<MailboxId>,
) -> Went {
    let before = messages(desk.app(), desk).await;
    let drawn = Draw { desk, before: &before, pseudonyms, second: *second }.roll(dice).await;
    let scope = drawn.0;
    if matches!(scope, Scope::Mailbox(_)) {
        *second = None;
    }
    erase(desk, drawn).await;
    let after: BTreeMap<_, _> =
        messages(desk.app(), desk).await.into_iter().map(|row| (row.id, row)).collect();
    let mut went = Went { scope: Some(scope), ..Went::default() };
    for row in before {
        match after.get(&row.id) {
            None => went.gone.insert(row.id),
            Some(now) if now.content.object() != row.content.object() => {
                if matches!(scope, Scope::Pseudonym(_)) {
                    pseudonyms.extend(now.contact);
                }
                went.anew.insert(row.id)
            }
            Some(_) => false,
        };
    }
    assert!(!went.gone.is_empty() || !went.anew.is_empty(), "{scope:?} changed nothing");
    went
}

/// Another mailbox of the company, with mail of its own.
async fn second_mailbox(desk: &Desk, numbers: std::ops::Range<usize>) -> MailboxId {
    let folder = desk.world.folder.path().join("maildir-second");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let settings = crate::world::maildir("second@acme.test", &folder);
    let operator = app::Ctx::operator(desk.company.info.scope, desk.app().now());
    let id = app::mailbox::connect(desk.app(), &operator, settings, None).await.unwrap().id;
    let target = app::inbound::Target { mailbox: id, ..desk.company.target.clone() };
    let mails = numbers.map(|n| incoming(&format!("second-{n}"), &numbered(n))).collect();
    let prepared = desk.app().prepare(&target, mails, desk.app().now()).await.unwrap();
    desk.app().take_in(&target, prepared, None, desk.app().now()).await.unwrap();
    id
}

async fn whatever_is_erased_returns_from_no_older_backup(desk: Desk, _engine: Engine) {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let wanted = number("DESKHERO_ERASURES").map_or(ERASURES, |n| usize::try_from(n).unwrap());
    let mails = (wanted * MAILS_PER_ERASURE).max(12);
    desk.bring(12..mails).await;
    let mut second = Some(second_mailbox(&desk, mails..mails + MAILS_OF_SECOND).await);
    let mut dice = Dice(number("DESKHERO_DICE").unwrap_or(20_261_127));
    let (mut erased, mut pseudonyms) = (BTreeSet::new(), BTreeSet::new());
    // Each backup with the round before which it was made, and what each round wrote anew.
    let mut scopes = Vec::new();
    let (mut backups, mut anew) = (Vec::new(), Vec::<BTreeSet<MessageId>>::new());
    let mut indexer = app::jobs::start_indexer(desk.app());
    for round in 0..wanted {
        if round.is_multiple_of(wanted.div_ceil(BACKUPS)) {
            backups.push((backup::make(desk.app(), &desk.setup).await.unwrap().id, round));
        }
        let went = erase_something(&desk, &mut dice, &mut pseudonyms, &mut second).await;
        scopes.extend(went.scope);
        erased.extend(went.gone);
        anew.push(went.anew);
        let again = list_anew(desk.app(), &desk, mails, round).await;
        assert_eq!((again.taken_in, again.known), (0, mails), "here, after {round}");
        let left = ids(desk.app(), &desk).await;
        for (id, made) in &backups {
            let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
            elsewhere.fill(&desk, Some(id.clone()), false).await.unwrap();
            // Keys of its own: what it takes out is still here.
            let (app, _) = elsewhere.open_apart(&desk).await;
            let found = ids(&app, &desk).await;
            assert!(found.is_disjoint(&erased), "from {id}, after {round}");
            let since: BTreeSet<MessageId> = anew[*made..].iter().flatten().copied().collect();
            let expected: BTreeSet<MessageId> = left.difference(&since).copied().collect();
            let lost: Vec<_> = expected.symmetric_difference(&found).collect();
            assert!(
                lost.is_empty(),
                "from {id}, after {round}, {scopes:?}: what stays is there, and no more: {lost:?}"
            );
            let again = list_anew(&app, &desk, mails, round).await;
            assert_eq!((again.taken_in, again.known), (0, mails), "from {id}, after {round}");
            app.store().close().await;
            app.keyring().close().await;
        }
    }
    let changed = erased.len() + anew.iter().map(BTreeSet::len).sum::<usize>();
    assert!(changed >= wanted, "{changed} went or were written anew");
    indexer.shutdown().await;
}

on_each!(whatever_is_erased_returns_from_no_older_backup);
