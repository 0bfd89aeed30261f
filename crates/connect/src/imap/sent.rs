//! Copies of answers in the Sent folder.

use super::name::{folder as folder_name, quoted};
use super::session::{Session, no_folder};
use super::wire::listed;
use crate::error::{Code, ConnectError};

/// Names that are tried when no folder is marked `\Sent` (RFC 6154).
const USUAL_NAMES: &[&str] = &["Sent", "Sent Items", "Sent Messages", "INBOX.Sent", "INBOX/Sent"];

/// The folders with their flags (lower case); those that cannot be selected are left out.
pub(super) async fn folders(session: &mut Session) -> Result<Vec<(Vec<String>, String)>, ConnectError> {
    let ask = if session.has("SPECIAL-USE") && session.has("LIST-EXTENDED") {
        "LIST \"\" \"*\" RETURN (SPECIAL-USE)"
    } else {
        "LIST \"\" \"*\""
    };
    let responses = session.command(ask).await?;
    let is_real = |(flags, _): &(Vec<String>, String)| {
        !flags.iter().any(|flag| flag == "\\noselect" || flag == "\\nonexistent")
    };
    Ok(responses.iter().filter_map(listed).filter(is_real).collect())
}

/// The folder for copies: the tenant's choice, else the marked one, else a usual name.
pub(super) fn choose(folders: &[(Vec<String>, String)], chosen: Option<&str>) -> Option<String> {
    if let Some(chosen) = chosen {
        return Some(chosen.to_owned());
    }
    let marked = folders.iter().find(|(flags, _)| flags.iter().any(|flag| flag == "\\sent"));
    let usual = || {
        USUAL_NAMES.iter().find_map(|usual| folders.iter().find(|(_, name)| name.eq_ignore_ascii_case(usual)))
    };
    marked.or_else(usual).map(|(_, name)| name.clone())
}

/// Files a copy, unless one with this Message-ID is there.
pub(super) async fn file(
    session: &mut Session,
    chosen: Option<&str>,
    raw: &[u8],
    message_id: &str,
) -> Result<(), ConnectError> {
    let folder = match chosen {
        Some(chosen) => chosen.to_owned(),
        None => {
            let folders = folders(session).await?;
            choose(&folders, None).ok_or_else(|| ConnectError::from(Code::NoSuchFolder))?
        }
    };
    session.select(&folder, false).await?;
    let wanted = quoted(&format!("<{message_id}>"))?;
    if !session.uid_search(&format!("HEADER Message-ID {wanted}")).await?.is_empty() {
        return Ok(());
    }
    let raw = crate::smtp::with_crlf(raw);
    let command = format!("APPEND {} (\\Seen) {{{}}}", folder_name(&folder)?, raw.len());
    session.command_with(&command, &raw).await.map_err(no_folder)?;
    Ok(())
}
