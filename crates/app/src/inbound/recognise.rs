//! Leaves out what was taken in before: by the source's stable key, and by the bytes where the key may
//! have changed. Never by subject, date or Message-ID alone: two mails may share those (pain 4).

use super::{CHUNK_MAILS, Candidate, Incoming, Target};
use crate::scanner::Scanned;
use crate::{App, Result};
use crypto::Vault;
use domain::keyring::{LeafRef, Tag};
use domain::{ScanState, TenantScope, Timestamp};
use std::collections::HashSet;

/// Column names that go into the tags.
const SOURCE: &str = "intake.source_tag";
const DIGEST: &str = "intake.digest_tag";

/// Tags the mails and drops those that are known.
///
/// # Errors
/// The store's or the keyring's failure.
pub async fn fresh(app: &App, target: &Target, mails: Vec<Incoming>) -> Result<Vec<Candidate>> {
    app.admit(target.scope, &[LeafRef::lookup(target.scope.tenant())]).await?;
    let candidates = tag_all(app, target, mails).await?;
    Ok(again(app, target, candidates).await?.0)
}

/// Tags the mails on the threads for heavy work: every byte of a mail goes into its tag.
async fn tag_all(app: &App, target: &Target, mut mails: Vec<Incoming>) -> Result<Vec<Candidate>> {
    let (mut work, mut all) = (Vec::new(), Vec::with_capacity(mails.len()));
    while !mails.is_empty() {
        let rest = mails.split_off(mails.len().min(CHUNK_MAILS));
        let chunk = std::mem::replace(&mut mails, rest);
        let (vault, target) = (app.vault().clone(), target.clone());
        work.push(tokio::task::spawn_blocking(move || {
            chunk.into_iter().map(|mail| tagged(&vault, &target, mail)).collect::<Result<Vec<_>>>()
        }));
    }
    for chunk in work {
        all.append(&mut chunk.await.map_err(|_| crate::Error::Interrupted)??);
    }
    Ok(all)
}

/// Drops what has become known since; also the second of two alike in one batch. Returns how many.
///
/// # Errors
/// The store's failure.
pub async fn again<C: AsRef<Candidate>>(
    app: &App,
    target: &Target,
    candidates: Vec<C>,
) -> Result<(Vec<C>, usize)> {
    let total = candidates.len();
    if candidates.is_empty() {
        return Ok((candidates, 0));
    }
    let all = || candidates.iter().map(AsRef::as_ref);
    let store = app.store().tenant(target.scope);
    let sources: Vec<Tag> = all().map(|c| c.source_tag).collect();
    let known = store.list_intakes_by_source(target.mailbox, &sources).await?;
    let mut seen: HashSet<Tag> = known.into_iter().map(|intake| intake.source_tag).collect();
    let digests: Vec<Tag> = all().filter(|c| c.incoming.check_digest).map(|c| c.digest_tag).collect();
    let mut bytes: HashSet<Tag> = if digests.is_empty() {
        HashSet::new()
    } else {
        let known = store.list_intakes_by_digest(&digests).await?;
        known.into_iter().filter(|i| i.mailbox == target.mailbox).map(|i| i.digest_tag).collect()
    };
    // What was erased does not come back (C116), whatever folder, mailbox or UIDVALIDITY its bytes come from. Nothing is
    // written for it: it is recognised again the next time.
    let all_bytes: Vec<Tag> = all().map(|c| c.digest_tag).collect();
    let erased = app.keyring().list_suppressed(target.scope, &all_bytes).await?;
    let fresh: Vec<_> = candidates
        .into_iter()
        .filter(|c| !erased.contains(&c.as_ref().digest_tag))
        .filter(|c| {
            let c = c.as_ref();
            let new_key = seen.insert(c.source_tag);
            let new_bytes = !c.incoming.check_digest || bytes.insert(c.digest_tag);
            new_key && new_bytes
        })
        .collect();
    let known = total - fresh.len();
    Ok((fresh, known))
}

fn tagged(vault: &Vault, target: &Target, incoming: Incoming) -> Result<Candidate> {
    let scope = target.scope;
    let digest_tag = match incoming.too_large_bytes {
        // Its bytes were left where they are: two of these are not the same for having none.
        Some(size) => vault.tag(scope, DIGEST, &left_out(size, incoming.internal_date))?,
        None => vault.tag(scope, DIGEST, &incoming.raw)?,
    };
    // A source without keys of its own (a file) is recognised by the bytes alone.
    let key: &[u8] = if incoming.source_key.is_empty() { &digest_tag.0 } else { &incoming.source_key };
    Ok(Candidate {
        source_tag: source_tag(vault, scope, target.mailbox, key)?,
        digest_tag,
        incoming,
        scanned: Scanned::Pass(ScanState::NotConfigured, None),
    })
}

/// What a mail that is too large to be fetched is recognised by elsewhere: its size, and when it came.
fn left_out(size_bytes: u64, at: Option<Timestamp>) -> Vec<u8> {
    let at = at.map_or(0, Timestamp::as_millis);
    [b"left out\0".as_slice(), &size_bytes.to_be_bytes(), &at.to_be_bytes()].concat()
}

fn source_tag(vault: &Vault, scope: TenantScope, mailbox: domain::MailboxId, key: &[u8]) -> Result<Tag> {
    let mut value = mailbox.as_bytes().to_vec();
    value.extend_from_slice(key);
    Ok(vault.tag(scope, SOURCE, &value)?)
}
