//! An export, made and unpacked.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use app::access_export::{self, data::Data};
use app::{App, Ctx};
use domain::ContactId;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// The files of an export.
pub struct Unpacked {
    pub files: BTreeMap<String, Vec<u8>>,
    pub zip: Vec<u8>,
}

impl Unpacked {
    pub fn of(zip: Vec<u8>) -> Self {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&zip)).unwrap();
        let mut files = BTreeMap::new();
        for n in 0..archive.len() {
            let mut file = archive.by_index(n).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            assert!(files.insert(file.name().unwrap().into_owned(), bytes).is_none());
        }
        Self { files, zip }
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.files.get(name).unwrap().clone()).unwrap()
    }

    pub fn data(&self) -> Data {
        serde_json::from_slice(self.files.get("data.json").unwrap()).unwrap()
    }

    /// Whether something stands in a file, or in a file's name.
    pub fn says(&self, what: &str) -> bool {
        let held = |bytes: &[u8]| memchr::memmem::find(bytes, what.as_bytes()).is_some();
        self.files.iter().any(|(name, bytes)| name.contains(what) || held(bytes))
    }
}

/// The bytes of an export that is ready.
pub async fn handed_out(app: &Arc<App>, ctx: &Ctx, id: domain::AccessExportId) -> Vec<u8> {
    let mut out = access_export::hand_out(app, ctx, id).await.unwrap();
    let mut zip = Vec::new();
    while let Some(piece) = out.next().await.unwrap() {
        zip.extend(piece);
    }
    assert_eq!(zip.len() as u64, out.size_bytes);
    zip
}

/// Asks for an export, makes it, and unpacks it.
pub async fn export(app: &Arc<App>, admin: &Ctx, contact: ContactId) -> Unpacked {
    let asked = access_export::ask(app, admin, contact, "en").await.unwrap();
    assert!(access_export::round(app).await.unwrap());
    Unpacked::of(handed_out(app, admin, asked.id).await)
}
