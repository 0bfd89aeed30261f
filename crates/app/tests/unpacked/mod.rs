//! An export, made and unpacked.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use app::access_export::{self, data::Data};
use app::{App, Ctx};
use domain::ContactId;
use sha2::{Digest, Sha256};
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

/// Every file has its sum, and every sum is right.
pub fn whole(found: &Unpacked) {
    let sums = found.text("SHA256SUMS");
    assert_eq!(sums.lines().count() + 1, found.files.len());
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let own: String =
            Sha256::digest(&found.files[name]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(own, sum, "{name}");
    }
    let page = found.text("index.html");
    assert!(!page.contains("<script") && page.contains("default-src 'none'"));
    for name in found.files.keys() {
        assert!(!name.starts_with('/') && !name.contains("..") && !name.contains('\\'), "{name}");
    }
}

/// Files below a folder that hold these bytes.
pub fn holding(folder: &std::path::Path, what: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, what));
        } else if memchr::memmem::find(&std::fs::read(&path).unwrap(), what).is_some() {
            found.push(path.display().to_string());
        }
    }
    found
}
