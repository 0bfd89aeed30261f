//! An export as a file that somebody brought: nothing in it is believed before it was measured. Names that lead elsewhere,
//! sizes that do not end, files that share bytes, sums that are wrong: each refuses the whole.

use super::super::data::Data;
use super::super::schema;
use domain::limits::{
    MAIL_BYTES_HARD_MAX, PERSON_IMPORT_BYTES_MAX, PERSON_IMPORT_DATA_BYTES_MAX, PERSON_IMPORT_FILES_MAX,
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// Bytes that are unpacked at a time.
const STEP_BYTES: usize = 64 * 1024;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no ZIP, or a damaged one.
    #[error("it cannot be read as a ZIP: {0}")]
    Zip(String),
    /// It has more than is taken in.
    #[error("it has more {0} than is taken in")]
    TooMuch(&'static str),
    /// A file in it has a name that exports do not have.
    #[error("the name of file {0} in it is none that exports have")]
    Name(usize),
    /// Files in it share bytes or names.
    #[error("files in it share bytes or names")]
    Overlapping,
    /// A file that exports have is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A file is not what its sum says.
    #[error("file {0} in it is not what SHA256SUMS says")]
    Sum(usize),
    /// `SHA256SUMS` does not name every file, or names others.
    #[error("SHA256SUMS does not fit the files")]
    Sums,
    /// `data.json` does not fit the schema.
    #[error("data.json does not fit the schema at {0}")]
    Schema(String),
}

/// A file that was found whole.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    sums: HashMap<String, String>,
}

fn zipped(error: impl std::fmt::Display) -> Fault {
    Fault::Zip(error.to_string())
}

/// Whether exports have files of this name.
fn is_known(name: &str) -> bool {
    const TOP: [&str; 7] = [
        "index.html",
        "data.json",
        "access-export-1.json",
        "tickets.csv",
        "messages.csv",
        "mails.mbox",
        "SHA256SUMS",
    ];
    let number = |text: &str| text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = |text: &str| {
        !text.is_empty()
            && text.chars().count() <= 100
            && !text.contains("..")
            && !text.chars().any(|c| c.is_control() || "/\\:".contains(c))
    };
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        [top] => TOP.contains(top),
        ["mails", file] => file.strip_suffix(".eml").is_some_and(number),
        ["attachments", n, file] => number(n) && plain(file),
        _ => false,
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens a file and proves it whole.
    pub(super) fn open(reader: R) -> Result<Self, Fault> {
        let mut zip = ZipArchive::new(reader).map_err(zipped)?;
        if zip.len() > PERSON_IMPORT_FILES_MAX {
            return Err(Fault::TooMuch("files"));
        }
        if zip.has_duplicate_names() || zip.has_overlapping_files().map_err(zipped)? {
            return Err(Fault::Overlapping);
        }
        let mut found = HashMap::with_capacity(zip.len());
        let mut left = PERSON_IMPORT_BYTES_MAX;
        let mut sums = String::new();
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).map_err(zipped)?;
            let name = file.name().map_err(zipped)?.into_owned();
            if !is_known(&name) || !file.is_file() {
                return Err(Fault::Name(n));
            }
            let own_max = match name.as_str() {
                "data.json" | "SHA256SUMS" => PERSON_IMPORT_DATA_BYTES_MAX,
                _ if name.starts_with("mails/") || name.starts_with("attachments/") => {
                    MAIL_BYTES_HARD_MAX as u64
                }
                _ => left,
            };
            let (sum, size) =
                measure(&mut file, own_max.min(left), (name == "SHA256SUMS").then_some(&mut sums))?;
            left -= size;
            found.insert(name, (n, sum));
        }
        let named = read_sums(&sums)?;
        found.remove("SHA256SUMS").ok_or(Fault::Missing("SHA256SUMS"))?;
        if named.len() != found.len() {
            return Err(Fault::Sums);
        }
        for (name, (n, sum)) in &found {
            if named.get(name).ok_or(Fault::Sums)? != sum {
                return Err(Fault::Sum(*n));
            }
        }
        Ok(Self { zip, sums: named })
    }

    /// The bytes of a file, which must be what they were when they were measured.
    fn bytes(&mut self, name: &str, max: u64) -> Result<Vec<u8>, Fault> {
        let place = self.zip.index_for_name(name).ok_or(Fault::Sums)?;
        let file = self.zip.by_index(place).map_err(zipped)?;
        let mut bytes = Vec::new();
        file.take(max + 1).read_to_end(&mut bytes).map_err(zipped)?;
        let sum = hex(&Sha256::digest(&bytes));
        if self.sums.get(name) != Some(&sum) {
            return Err(Fault::Sum(place));
        }
        Ok(bytes)
    }

    /// What it says.
    pub(super) fn data(&mut self) -> Result<Data, Fault> {
        if !self.sums.contains_key("data.json") {
            return Err(Fault::Missing("data.json"));
        }
        let bytes = self.bytes("data.json", PERSON_IMPORT_DATA_BYTES_MAX)?;
        let value: serde_json::Value =
            serde_json::from_slice(&bytes).map_err(|_| Fault::Schema("/: it is no JSON".to_owned()))?;
        drop(bytes);
        schema::check(&value).map_err(Fault::Schema)?;
        serde_json::from_value(value).map_err(|_| Fault::Schema("/: a value".to_owned()))
    }

    /// A mail's bytes; `None` for one that is not there.
    pub(super) fn mail(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        if !name.starts_with("mails/") || !self.sums.contains_key(name) {
            return Ok(None);
        }
        self.bytes(name, MAIL_BYTES_HARD_MAX as u64).map(Some)
    }
}

/// The sum and size of a file, of which no more than `max` bytes are unpacked.
fn measure(file: &mut impl Read, max: u64, mut text: Option<&mut String>) -> Result<(String, u64), Fault> {
    let (mut sum, mut size, mut step) = (Sha256::new(), 0_u64, vec![0; STEP_BYTES]);
    let mut kept = Vec::new();
    loop {
        let read = file.read(&mut step).map_err(zipped)?;
        let bytes = step.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        size += read as u64;
        if size > max {
            return Err(Fault::TooMuch("bytes"));
        }
        sum.update(bytes);
        if text.is_some() {
            kept.extend_from_slice(bytes);
        }
    }
    if let Some(text) = &mut text {
        **text = String::from_utf8(kept).map_err(|_| Fault::Sums)?;
    }
    Ok((hex(&sum.finalize()), size))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_sums(text: &str) -> Result<HashMap<String, String>, Fault> {
    let line = |line: &str| {
        let (sum, name) = line.split_once("  ").ok_or(Fault::Sums)?;
        Ok((name.to_owned(), sum.to_owned()))
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn packed(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        Cursor::new(zip.finish().unwrap().into_inner())
    }

    fn fault(files: &[(&str, &[u8])]) -> Fault {
        Archive::open(packed(files)).err().unwrap()
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in [
            "../data.json",
            "/data.json",
            "mails/../../x.eml",
            "mails/000001.exe",
            "mails/1.eml",
            "a.txt",
            "attachments/000001/../x",
            "attachments/000001/a\\b",
            "attachments/000001/a:b",
            "attachments/x/y",
            "attachments/000001/a/b",
            "C:data.json",
            "attachments/000001/",
        ] {
            assert!(!is_known(name), "{name}");
            assert!(matches!(fault(&[(name, b"x")]), Fault::Name(0) | Fault::Zip(_)), "{name}");
        }
        assert!(is_known("attachments/000012/01-Größe (1).pdf") && is_known("mails/1000000.eml"));
    }

    #[test]
    fn sums_have_to_fit() {
        let sum = hex(&Sha256::digest(b"{}"));
        let good = format!("{sum}  data.json\n");
        assert!(Archive::open(packed(&[("data.json", b"{}"), ("SHA256SUMS", good.as_bytes())])).is_ok());
        assert_eq!(fault(&[("data.json", b"{}")]), Fault::Missing("SHA256SUMS"));
        assert_eq!(fault(&[("data.json", b"{ }"), ("SHA256SUMS", good.as_bytes())]), Fault::Sum(0));
        let more = format!("{good}{sum}  mails.mbox\n");
        assert_eq!(fault(&[("data.json", b"{}"), ("SHA256SUMS", more.as_bytes())]), Fault::Sums);
        let other = format!("{sum}  index.html\n");
        assert_eq!(fault(&[("data.json", b"{}"), ("SHA256SUMS", other.as_bytes())]), Fault::Sums);
    }

    #[test]
    fn bombs_end_at_their_limit() {
        let bomb = vec![0; MAIL_BYTES_HARD_MAX + 1];
        assert_eq!(fault(&[("mails/000001.eml", &bomb)]), Fault::TooMuch("bytes"));
        assert!(matches!(Archive::open(Cursor::new(b"PK nothing".to_vec())).err().unwrap(), Fault::Zip(_)));
    }
}
