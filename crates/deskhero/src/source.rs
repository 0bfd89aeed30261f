//! Mails from files: .eml, folders of them, mbox, Maildir; one after the other, in bounded memory.

use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A mail of a file, and the key under which its second coming is recognised.
pub struct FileMail {
    /// The bytes.
    pub raw: Vec<u8>,
}

/// One file to read.
#[derive(Debug, Clone)]
enum Entry {
    Mail(PathBuf),
    Mbox(PathBuf),
}

/// The files below some paths, in order.
#[derive(Debug)]
pub struct Source {
    entries: VecDeque<Entry>,
    all: VecDeque<Entry>,
    rounds: VecDeque<u32>,
    round: u32,
    mbox: Option<mime::mbox::MboxSplit<BufReader<File>>>,
    /// Files found; an mbox counts as one.
    pub files: usize,
}

impl Source {
    /// Looks at the paths; reads no mail yet.
    pub fn open(paths: &[PathBuf]) -> Result<Self> {
        let mut entries = VecDeque::new();
        for path in paths {
            collect(path, &mut entries)?;
        }
        if entries.is_empty() {
            bail!("there is no mail below these paths");
        }
        let files = entries.len();
        Ok(Self { entries, all: VecDeque::new(), rounds: VecDeque::new(), round: 0, mbox: None, files })
    }

    /// The same files several times over, each time as other mails: from the second time on, addresses and
    /// Message-IDs get a number, so that nothing is recognised.
    #[must_use]
    pub fn repeated(mut self, times: u32) -> Self {
        self.rounds = (1..times).collect();
        self.all.clone_from(&self.entries);
        self
    }

    /// The next mail.
    pub fn next_mail(&mut self) -> Result<Option<FileMail>> {
        loop {
            if let Some(mail) = self.next_of_round()? {
                return Ok(Some(match self.round {
                    0 => mail,
                    round => FileMail { raw: renumbered(&mail.raw, round) },
                }));
            }
            let Some(round) = self.rounds.pop_front() else { return Ok(None) };
            self.round = round;
            self.entries.clone_from(&self.all);
        }
    }

    fn next_of_round(&mut self) -> Result<Option<FileMail>> {
        loop {
            if let Some(mbox) = &mut self.mbox {
                if let Some(mail) = mbox.next() {
                    return Ok(Some(FileMail { raw: mail?.bytes }));
                }
                self.mbox = None;
            }
            match self.entries.pop_front() {
                None => return Ok(None),
                Some(Entry::Mail(path)) => {
                    let raw = std::fs::read(&path).with_context(|| format!("{}", path.display()))?;
                    return Ok(Some(FileMail { raw }));
                }
                Some(Entry::Mbox(path)) => {
                    let file = File::open(&path).with_context(|| format!("{}", path.display()))?;
                    self.mbox = Some(mime::split_mbox(BufReader::new(file)));
                }
            }
        }
    }
}

fn collect(path: &Path, entries: &mut VecDeque<Entry>) -> Result<()> {
    let meta = std::fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if meta.is_dir() {
        let mut names: Vec<PathBuf> =
            std::fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<_>>()?;
        names.sort();
        // In a Maildir `tmp` holds what is not delivered yet.
        let maildir = path.join("cur").is_dir() && path.join("new").is_dir();
        for name in names {
            let skipped = maildir && name.file_name().is_some_and(|n| n == "tmp");
            if !skipped {
                collect(&name, entries)?;
            }
        }
    } else if is_mbox(path)? {
        entries.push_back(Entry::Mbox(path.to_owned()));
    } else if is_mail(path) {
        entries.push_back(Entry::Mail(path.to_owned()));
    }
    Ok(())
}

/// A mailbox file starts with the envelope line.
fn is_mbox(path: &Path) -> Result<bool> {
    let mut start = [0; 5];
    let mut file = BufReader::new(File::open(path)?);
    Ok(file.fill_buf()?.len() >= 5 && file.read_exact(&mut start).is_ok() && &start == b"From ")
}

/// `.eml` files, files of a Maildir, and files without an ending.
fn is_mail(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).and_then(|n| n.to_str());
    let hidden = path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with('.'));
    let ending = path.extension().and_then(|e| e.to_str());
    !hidden && (matches!(folder, Some("cur" | "new")) || matches!(ending, None | Some("eml" | "EML")))
}

/// The mail with a number in every domain `@example…` of its header: other people, other Message-IDs.
fn renumbered(raw: &[u8], round: u32) -> Vec<u8> {
    let end = raw.windows(2).position(|pair| pair == b"\n\n").unwrap_or(raw.len());
    let (header, body) = raw.split_at(end);
    let number = format!("@r{round}.example");
    let mut out = Vec::with_capacity(raw.len() + 256);
    let mut rest = header;
    while let Some(at) = rest.windows(8).position(|window| window == b"@example") {
        let (before, after) = rest.split_at(at);
        out.extend_from_slice(before);
        out.extend_from_slice(number.as_bytes());
        rest = after.get(8..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out.extend_from_slice(body);
    out
}
