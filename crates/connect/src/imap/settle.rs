//! What the tenant chose for mails that are durable here: mark as seen, or move. Only listed UIDs are touched.

use super::fetch::set_of;
use super::name;
use super::session::{Session, no_folder};
use crate::connector::{SourceRef, need_move_to};
use crate::error::ConnectError;
use domain::AfterTakeIn;
use std::collections::BTreeMap;

/// UIDs of one command.
const UIDS_MAX: usize = 500;

pub(super) async fn settle(
    session: &mut Session,
    refs: &[SourceRef],
    rule: AfterTakeIn,
    move_to: Option<&str>,
) -> Result<(), ConnectError> {
    let target = match rule {
        AfterTakeIn::Leave => return Ok(()),
        AfterTakeIn::MarkSeen => None,
        AfterTakeIn::Move => Some(need_move_to(move_to)?),
    };
    let mut folders: BTreeMap<(&str, u32), Vec<u32>> = BTreeMap::new();
    for one in refs {
        if let SourceRef::Imap { folder, uid_validity, uid } = one {
            folders.entry((folder, *uid_validity)).or_default().push(*uid);
        }
    }
    for ((folder, uid_validity), uids) in folders {
        let selected = session.select(folder, true).await?;
        if selected.uid_validity.unwrap_or(0) == uid_validity && target != Some(folder) {
            for uids in uids.chunks(UIDS_MAX) {
                match target {
                    None => mark(session, uids, "\\Seen").await?,
                    Some(target) => move_to_folder(session, uids, target).await?,
                }
            }
        }
        // A folder that may be altered is not left open.
        session.selected = None;
    }
    Ok(())
}

pub(super) async fn mark(session: &mut Session, uids: &[u32], flag: &str) -> Result<(), ConnectError> {
    session.command(&format!("UID STORE {} +FLAGS.SILENT ({flag})", set_of(uids))).await?;
    Ok(())
}

/// Moves by MOVE (RFC 6851); without it by copy, mark, and an expunge of just these (UIDPLUS, RFC 4315).
/// Without either, the originals stay marked as deleted: a plain EXPUNGE would delete other people's mails.
async fn move_to_folder(session: &mut Session, uids: &[u32], target: &str) -> Result<(), ConnectError> {
    let (set, target) = (set_of(uids), name::folder(target)?);
    if session.has("MOVE") {
        session.command(&format!("UID MOVE {set} {target}")).await.map_err(no_folder)?;
        return Ok(());
    }
    session.command(&format!("UID COPY {set} {target}")).await.map_err(no_folder)?;
    mark(session, uids, "\\Deleted").await?;
    if session.has("UIDPLUS") {
        session.command(&format!("UID EXPUNGE {set}")).await?;
    }
    Ok(())
}
