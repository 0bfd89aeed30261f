//! The ZIP, as a stream: what is written comes out packed in memory, to be sealed piece by piece; nothing of it is ever a
//! file of its own. Keeps the SHA-256 of each file.

use crate::{Error, Result};
use domain::Timestamp;
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What has come out and was not taken yet.
#[derive(Clone, Default)]
struct Tray(Arc<Mutex<Vec<u8>>>);

impl Write for Tray {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A ZIP that is being written.
pub(crate) struct Parcel {
    zip: ZipWriter<StreamWriter<Tray>>,
    tray: Tray,
    made_at: DateTime,
    names: HashSet<String>,
    sums: Vec<(String, String)>,
    open: Option<(String, Sha256)>,
}

/// Whether packing would be time for nothing.
fn is_packed(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    ["jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "mp4", "docx", "xlsx", "pptx"].contains(&end.as_str())
}

impl Parcel {
    pub(crate) fn new(now: Timestamp) -> Self {
        let tray = Tray::default();
        let zip = ZipWriter::new_stream(tray.clone());
        Self { zip, tray, made_at: day_of(now), names: HashSet::new(), sums: Vec::new(), open: None }
    }

    /// Begins a file; the one before ends.
    pub(crate) fn begin(&mut self, name: &str) -> Result<()> {
        self.end();
        if !self.names.insert(name.to_owned()) {
            return Err(packing("a name twice"));
        }
        let method = if is_packed(name) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level((method == CompressionMethod::Deflated).then_some(1))
            .last_modified_time(self.made_at)
            .unix_permissions(0o600)
            .large_file(true);
        self.zip.start_file(name, options).map_err(packing)?;
        self.open = Some((name.to_owned(), Sha256::new()));
        Ok(())
    }

    /// Writes to the file that was begun.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if let Some((_, sum)) = &mut self.open {
            sum.update(bytes);
        }
        self.zip.write_all(bytes).map_err(packing)
    }

    fn end(&mut self) {
        if let Some((name, sum)) = self.open.take() {
            let sum = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            self.sums.push((name, sum));
        }
    }

    /// Writes the sums of all files and ends; what is left to take is returned.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>> {
        self.write_sums()?;
        self.close()
    }

    /// The same, with a signature over the sums beside them.
    pub(crate) fn finish_signed(mut self, sign: impl FnOnce(&[u8]) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let lines = self.write_sums()?;
        self.begin("SHA256SUMS.sig")?;
        self.write(&sign(lines.as_bytes())?)?;
        self.close()
    }

    fn write_sums(&mut self) -> Result<String> {
        self.end();
        let lines: String = self.sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
        self.begin("SHA256SUMS")?;
        self.write(lines.as_bytes())?;
        Ok(lines)
    }

    fn close(self) -> Result<Vec<u8>> {
        self.zip.finish().map_err(packing)?;
        Ok(std::mem::take(&mut *self.tray.0.lock()))
    }

    /// Takes a piece of this size, when so much has come out.
    pub(crate) fn take(&mut self, size: usize) -> Option<Vec<u8>> {
        let mut out = self.tray.0.lock();
        if out.len() < size {
            return None;
        }
        let rest = out.split_off(size);
        Some(std::mem::replace(&mut *out, rest))
    }
}

fn packing(error: impl std::fmt::Display) -> Error {
    Error::Io(std::io::Error::other(format!("packing an export: {error}")))
}

fn day_of(at: Timestamp) -> DateTime {
    let made = || {
        let at = jiff::Timestamp::from_millisecond(at.as_millis()).ok()?;
        let at = jiff::tz::TimeZone::UTC.to_datetime(at);
        let two = |n: i8| u8::try_from(n).ok();
        let (month, day) = (two(at.month())?, two(at.day())?);
        let (hour, minute, second) = (two(at.hour())?, two(at.minute())?, two(at.second())?);
        DateTime::from_date_and_time(u16::try_from(at.year()).ok()?, month, day, hour, minute, second).ok()
    };
    made().unwrap_or_default()
}

/// A file's name below its folder: letters, digits and a few signs, never a path, a hidden file or a device.
pub(crate) fn safe_name(name: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || " ._-()+".contains(c) { c } else { '_' };
    let name: String = name.chars().map(keep).take(80).collect();
    let name = name.trim_matches([' ', '.']).replace("..", "_");
    if name.is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(safe_name("../../etc/passwd"), "___etc_passwd");
        assert_eq!(safe_name("Größe (1).pdf"), "Größe (1).pdf");
        assert_eq!(safe_name("..."), "file");
        assert_eq!(safe_name("a\u{202e}\r\nb:c|d"), "a___b_c_d");
    }

    #[test]
    fn what_comes_out_is_a_zip_with_its_sums() {
        let mut parcel = Parcel::new(Timestamp::from_millis(1_795_521_600_000));
        parcel.begin("a.txt").unwrap();
        parcel.write(&vec![b'a'; 3_000_000]).unwrap();
        parcel.begin("b.jpg").unwrap();
        parcel.write(&vec![7; 100_000]).unwrap();
        assert!(parcel.begin("a.txt").is_err());
        let mut bytes = Vec::new();
        while let Some(piece) = parcel.take(50_000) {
            assert_eq!(piece.len(), 50_000);
            bytes.extend(piece);
        }
        bytes.extend(parcel.finish().unwrap());
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut sums = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("SHA256SUMS").unwrap(), &mut sums).unwrap();
        assert_eq!(sums.lines().count(), 2);
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name("a.txt").unwrap(), &mut text).unwrap();
        let sum: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(sums.contains(&format!("{sum}  a.txt")));
    }

    /// The end of a ZIP has two bytes for their number; ZIP64 has eight (APPNOTE 4.3.14).
    #[test]
    fn more_files_than_two_bytes_count_are_all_found() {
        let mut parcel = Parcel::new(Timestamp::from_millis(1_795_521_600_000));
        let count = usize::from(u16::MAX) + 10;
        for n in 0..count {
            parcel.begin(&format!("mails/{n:06}.eml")).unwrap();
            parcel.write(b"x").unwrap();
        }
        let bytes = parcel.finish().unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(zip.len(), count + 1);
        assert!(zip.by_name(&format!("mails/{:06}.eml", count - 1)).is_ok());
    }
}
