//! Folders: which one a name of the settings means. A name is a path as a mail program shows it (`Clients/North`), or one
//! of the names that Graph knows in every language (`sentitems`).

use super::wire::{self, Page};
use crate::api::Api;
use crate::error::{Code, ConnectError};
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};

/// Folders of a mailbox that are looked at.
const FOLDERS_MAX: usize = 2_000;
/// Folders of one page.
const PAGE_MAX: usize = 100;
/// How deep folders may lie in each other.
const DEPTH_MAX: usize = 20;
/// What Graph knows in every language, from its description of `mailFolder`. Only so written; `INBOX` is one however it
/// is written, as in IMAP.
const WELL_KNOWN: [&str; 6] = ["inbox", "archive", "sentitems", "deleteditems", "junkemail", "clutter"];
/// The inbox's name in the settings.
const INBOX: &str = "INBOX";

/// A folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub(super) id: String,
    /// As it is named in the settings.
    pub(super) path: String,
    /// Mails in it.
    pub(super) mails: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    id: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    child_folder_count: u64,
    #[serde(default)]
    total_item_count: u64,
}

/// What the names of the settings mean, as far as it is known in this connection.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, String>);

impl Names {
    /// What Graph knows the folder by.
    ///
    /// # Errors
    /// [`Code::NoSuchFolder`].
    pub(super) async fn resolve(
        &mut self,
        api: &mut Api,
        base: &str,
        name: &str,
    ) -> Result<String, ConnectError> {
        if let Some(id) = well_known(name) {
            return Ok(id.to_owned());
        }
        if let Some(id) = self.0.get(name) {
            return Ok(id.clone());
        }
        let folders = list(api, base).await?;
        let folder = find(&folders, name).ok_or_else(|| ConnectError::from(Code::NoSuchFolder))?;
        self.0.insert(name.to_owned(), folder.id.clone());
        Ok(folder.id.clone())
    }

    /// A folder may have another name by now.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

fn well_known(name: &str) -> Option<&'static str> {
    if name.eq_ignore_ascii_case(INBOX) {
        return Some("inbox");
    }
    WELL_KNOWN.into_iter().find(|known| *known == name)
}

/// The folder of that name in a list.
pub(super) fn find<'a>(folders: &'a [Folder], name: &str) -> Option<&'a Folder> {
    let wanted = name.to_lowercase();
    let exact = folders.iter().find(|folder| folder.path == name);
    exact.or_else(|| folders.iter().find(|folder| folder.path.to_lowercase() == wanted))
}

/// One folder by what Graph knows it by; `None` when it is not there.
pub(super) async fn look(api: &mut Api, base: &str, id: &str) -> Result<Option<Folder>, ConnectError> {
    let select = "$select=id,displayName,childFolderCount,totalItemCount";
    let call = wire::get(format!("{base}/mailFolders/{}?{select}", wire::encoded(id)));
    match wire::ask::<Found>(api, &call).await {
        Ok(found) => {
            Ok(Some(Folder { id: found.id, path: found.display_name, mails: found.total_item_count }))
        }
        Err(refused) if refused.is_about_nothing() => Ok(None),
        Err(refused) => Err(refused.into()),
    }
}

/// The folder that the settings mean, whichever way they name it.
pub(super) async fn named(
    api: &mut Api,
    base: &str,
    folders: &[Folder],
    name: &str,
) -> Result<Option<Folder>, ConnectError> {
    match well_known(name) {
        Some(id) => look(api, base, id).await,
        None => Ok(find(folders, name).cloned()),
    }
}

/// Every folder that is not hidden, with its path; the inbox is called as in the settings.
pub(super) async fn list(api: &mut Api, base: &str) -> Result<Vec<Folder>, ConnectError> {
    let inbox = look(api, base, "inbox").await?.map(|folder| folder.id);
    let mut open = VecDeque::from([(format!("{base}/mailFolders"), String::new(), 0)]);
    let mut folders = Vec::new();
    while let Some((at, above, depth)) = open.pop_front() {
        let select = "$select=id,displayName,childFolderCount,totalItemCount";
        let mut next = Some(format!("{at}?$top={PAGE_MAX}&{select}"));
        while let Some(path) = next {
            let page: Page<Found> = wire::ask(api, &wire::get(path)).await?;
            for found in page.value {
                let name = if Some(&found.id) == inbox.as_ref() { INBOX } else { &found.display_name };
                let path = format!("{above}{name}");
                if found.child_folder_count > 0 && depth < DEPTH_MAX {
                    let at = format!("{base}/mailFolders/{}/childFolders", wire::encoded(&found.id));
                    open.push_back((at, format!("{path}/"), depth + 1));
                }
                folders.push(Folder { id: found.id, path, mails: found.total_item_count });
            }
            if folders.len() > FOLDERS_MAX {
                return Err(ConnectError::new(Code::Protocol, "too many folders"));
            }
            next = page.next.map(|url| wire::link(api, &url)).transpose()?;
        }
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_paths_or_what_is_known_everywhere() {
        assert_eq!((well_known("Inbox"), well_known("archive")), (Some("inbox"), Some("archive")));
        assert_eq!((well_known("Archive"), well_known("INBOX/North")), (None, None));
        let folder = |path: &str| Folder { id: path.to_owned(), path: path.to_owned(), mails: 0 };
        let folders = [folder("Clients/north"), folder("Clients/North"), folder("ÄRGER")];
        let id = |name| find(&folders, name).map(|folder| folder.id.as_str());
        assert_eq!(
            (id("Clients/North"), id("clients/NORTH")),
            (Some("Clients/North"), Some("Clients/north"))
        );
        assert_eq!((id("ärger"), id("North")), (Some("ÄRGER"), None));
    }
}
