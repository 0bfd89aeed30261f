//! Looks for strings in files, in every form in which they could lie there.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes read at once.
const CHUNK: usize = 1 << 20;

/// One string in one form.
#[derive(Debug, Clone)]
pub struct Needle {
    pub what: String,
    pub form: &'static str,
    pub bytes: Vec<u8>,
}

/// A find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub file: PathBuf,
    pub what: String,
    pub form: &'static str,
}

/// The needles, by their first two bytes.
pub struct Needles {
    all: Vec<Needle>,
    by_start: HashMap<u16, Vec<usize>>,
    starts: Vec<bool>,
    longest: usize,
}

/// Every form of a string. `what` names it in finds.
fn forms(what: &str, text: &str) -> Vec<Needle> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let mut all = vec![
        ("raw", text.as_bytes().to_vec()),
        ("lower case", text.to_lowercase().into_bytes()),
        ("upper case", text.to_uppercase().into_bytes()),
        // A dictionary of words may keep only what differs from the word before.
        ("second half", text.as_bytes()[text.len() / 2..].to_vec()),
        ("reversed", text.bytes().rev().collect()),
        ("UTF-16 LE", utf16(u16::to_le_bytes)),
        ("UTF-16 BE", utf16(u16::to_be_bytes)),
        ("hex", hex.clone().into_bytes()),
        ("HEX", hex.to_uppercase().into_bytes()),
    ];
    for (shift, form) in ["base64", "base64 + 1", "base64 + 2"].into_iter().enumerate() {
        // The characters that depend on what stands before and behind are left out.
        let encoded = STANDARD.encode([&vec![0; shift][..], text.as_bytes()].concat());
        let start = [0, 2, 3][shift];
        let whole = (shift + text.len()) / 3 * 4;
        all.push((form, encoded.as_bytes()[start..whole].to_vec()));
    }
    all.dedup_by(|one, other| one.1 == other.1);
    all.into_iter().map(|(form, bytes)| Needle { what: what.to_owned(), form, bytes }).collect()
}

impl Needles {
    pub fn new<'a>(strings: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let all: Vec<_> = strings.into_iter().flat_map(|(what, text)| forms(what, text)).collect();
        let (mut by_start, mut starts) = (HashMap::<u16, Vec<usize>>::new(), vec![false; 1 << 16]);
        for (n, needle) in all.iter().enumerate() {
            assert!(needle.bytes.len() >= 6, "{needle:?} would be found by chance");
            let start = u16::from_be_bytes([needle.bytes[0], needle.bytes[1]]);
            by_start.entry(start).or_default().push(n);
            starts[usize::from(start)] = true;
        }
        let longest = all.iter().map(|needle| needle.bytes.len()).max().unwrap();
        Self { all, by_start, starts, longest }
    }

    pub fn forms(&self) -> &[Needle] {
        &self.all
    }

    /// What is in these bytes.
    fn find(&self, bytes: &[u8], hits: &mut Vec<usize>) {
        let Some((first, rest)) = bytes.split_first() else { return };
        let mut start = u16::from(*first);
        for (at, byte) in rest.iter().enumerate() {
            start = start << 8 | u16::from(*byte);
            if self.starts[usize::from(start)] {
                let here = &bytes[at..];
                let found = self.by_start[&start].iter().filter(|n| here.starts_with(&self.all[**n].bytes));
                hits.extend(found);
            }
        }
    }

    /// What is in a file; a file that is gone by now holds nothing. Also how many bytes were read.
    fn file(&self, path: &Path, hits: &mut Vec<Hit>) -> u64 {
        let Ok(mut file) = File::open(path) else { return 0 };
        let (mut buffer, mut kept, mut total) = (vec![0; CHUNK], Vec::new(), 0);
        let mut found = Vec::new();
        loop {
            let count = file.read(&mut buffer).unwrap_or(0);
            if count == 0 {
                break;
            }
            total += u64::try_from(count).unwrap();
            kept.extend_from_slice(&buffer[..count]);
            self.find(&kept, &mut found);
            // What spans two chunks is found in the next one.
            kept.drain(..kept.len().saturating_sub(self.longest - 1));
        }
        found.sort_unstable();
        found.dedup();
        hits.extend(found.into_iter().map(|n| {
            let needle = &self.all[n];
            Hit { file: path.to_owned(), what: needle.what.clone(), form: needle.form }
        }));
        total
    }

    /// Looks through every file below a folder, names of files included; gives the finds and the bytes read.
    pub fn folder(&self, folder: &Path, left_out: &[PathBuf]) -> (Vec<Hit>, u64) {
        let (mut hits, mut total) = (Vec::new(), 0);
        let mut open = vec![folder.to_owned()];
        while let Some(path) = open.pop() {
            if left_out.contains(&path) {
                continue;
            }
            let mut named = Vec::new();
            self.find(path.file_name().unwrap_or_default().as_encoded_bytes(), &mut named);
            hits.extend(named.into_iter().map(|n| {
                let what = format!("{} (in the name)", self.all[n].what);
                Hit { file: path.clone(), what, form: self.all[n].form }
            }));
            match std::fs::symlink_metadata(&path) {
                Ok(meta) if meta.is_dir() => {
                    open.extend(
                        std::fs::read_dir(&path).into_iter().flatten().map(|file| file.unwrap().path()),
                    );
                }
                Ok(meta) if meta.is_file() => total += self.file(&path, &mut hits),
                _ => {}
            }
        }
        (hits, total)
    }
}
