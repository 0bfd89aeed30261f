//! One folder of a Maildir: fetching behind a place, settling, delivering.

use super::cursor::{Filling, Nanos, Place, QUIET_MIN};
use super::scan::{Entry, base_of, digest, entries, io_error, times};
use crate::connector::{Limits, SourceKey, SourceMail, SourceRef};
use crate::error::{Code, ConnectError};
use bytes::Bytes;
use domain::Timestamp;
use domain::limits::MAIL_BYTES_HARD_MAX;
use std::collections::{HashSet, VecDeque};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// Entries that one listing keeps in memory (about 200 bytes each).
const PENDING_MAX: usize = 50_000;

/// A folder and what the last listing left to take.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) name: String,
    path: PathBuf,
    /// In the order of taking, valid behind `pending_at`.
    pending: VecDeque<Entry>,
    pending_at: Option<Place>,
    /// Renamed by ourselves: their new change time means nothing.
    settled: HashSet<u64>,
    seen: (Nanos, Nanos),
    /// Shortest time between two listings that count as agreeing: longer than any kernel tick.
    tick: Duration,
    listed_at: Option<Instant>,
}

impl Folder {
    pub(super) fn new(path: PathBuf, name: String, tick: Duration) -> Self {
        let (pending, settled) = (VecDeque::new(), HashSet::new());
        Self { name, path, pending, pending_at: None, settled, seen: (0, 0), tick, listed_at: None }
    }

    /// The mails behind `place`, which moves behind them.
    pub(super) fn fetch(
        &mut self,
        place: &mut Place,
        look_back_from: Option<Timestamp>,
        limits: Limits,
    ) -> Result<Vec<SourceMail>, ConnectError> {
        if self.pending_at.as_ref() != Some(place) || self.pending.is_empty() {
            self.pending.clear();
            if !self.list(place, look_back_from)? {
                return Ok(Vec::new());
            }
        }
        let (mut mails, mut bytes) = (Vec::new(), 0_usize);
        while let Some(entry) = self.pending.front() {
            let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
            let is_full = mails.len() >= limits.mails || bytes.saturating_add(size) > limits.bytes;
            if is_full && !mails.is_empty() {
                break;
            }
            let Some(entry) = self.pending.pop_front() else { break };
            if let Some(mail) = self.read(&entry, place)? {
                bytes = bytes.saturating_add(mail.raw.len());
                mails.push(mail);
            }
            advance(place, &entry);
        }
        if self.pending.is_empty() && mails.is_empty() && place.filling.is_some() {
            // The first fill is over: from here on by change time.
            place.filling = None;
            self.pending_at = None;
            return self.fetch(place, look_back_from, limits);
        }
        self.pending_at = Some(place.clone());
        Ok(mails)
    }

    /// Looks into the folder and queues what lies behind `place`. False when nothing can be there.
    fn list(&mut self, place: &mut Place, look_back_from: Option<Timestamp>) -> Result<bool, ConnectError> {
        if !self.path.join("cur").is_dir() && !self.path.join("new").is_dir() {
            return Err(Code::NoSuchFolder.into());
        }
        let now = times(&self.path)?;
        self.seen = now;
        if place.baseline.is_none() {
            let there = entries(&self.path, |_| true)?;
            let newest = there.iter().map(|entry| entry.changed).max().unwrap_or(0);
            place.baseline = Some(newest);
            place.high = newest;
            // What comes within the same kernel tick from now on is new: the names tell it apart.
            place.at_high = there
                .iter()
                .filter(|entry| entry.changed == newest)
                .map(|entry| digest(&entry.base))
                .collect();
            place.filling = Some(Filling::default());
        }
        if let Some(filling) = place.filling.clone() {
            self.queue_fill(&filling, place, look_back_from)?;
            return Ok(true);
        }
        if now == place.seen && place.quiet >= QUIET_MIN {
            return Ok(false);
        }
        let is_back = |then: Nanos, now: Nanos| now != 0 && now < then;
        if is_back(place.seen.0, now.0) || is_back(place.seen.1, now.1) {
            // The clock was set back: change times below the mark may be new. Everything is offered again;
            // the caller knows by key what it has.
            (place.high, place.at_high) = (0, Vec::new());
        }
        self.queue_news(place, look_back_from)?;
        if now != place.seen || !self.pending.is_empty() {
            place.quiet = 0;
            self.listed_at = Some(Instant::now());
        } else if self.listed_at.is_none_or(|then| then.elapsed() >= self.tick) {
            place.quiet += 1;
            self.listed_at = Some(Instant::now());
        }
        place.seen = now;
        Ok(true)
    }

    fn queue_fill(
        &mut self,
        filling: &Filling,
        place: &Place,
        look_back_from: Option<Timestamp>,
    ) -> Result<(), ConnectError> {
        let from = look_back_from.map_or(i64::MIN, Timestamp::as_millis);
        let start = (filling.delivered_ms, filling.base.as_str());
        let is_start = filling.base.is_empty();
        let last: HashSet<u64> = place.at_high.iter().copied().collect();
        let mut found = entries(&self.path, |entry| {
            (entry.changed < place.high
                || (entry.changed == place.high && last.contains(&digest(&entry.base))))
                && entry.delivered_ms >= from
                && (is_start || (entry.delivered_ms, entry.base.as_str()) > start)
        })?;
        found.sort_unstable_by(|a, b| (a.delivered_ms, &a.base).cmp(&(b.delivered_ms, &b.base)));
        found.truncate(PENDING_MAX);
        self.pending = found.into();
        Ok(())
    }

    fn queue_news(&mut self, place: &Place, look_back_from: Option<Timestamp>) -> Result<(), ConnectError> {
        let known: HashSet<u64> = place.at_high.iter().copied().collect();
        let from = look_back_from.map_or(i64::MIN, Timestamp::as_millis);
        let settled = &self.settled;
        let mut found = entries(&self.path, |entry| {
            let name = digest(&entry.base);
            // Reading or flagging a mail renames it: one that was too old when the folder was first seen stays
            // out.
            let is_old = entry.delivered_ms < from && was_before(entry, place);
            let is_taken = entry.changed == place.high && known.contains(&name);
            entry.changed >= place.high && !is_old && !is_taken && !settled.contains(&name)
        })?;
        found.sort_unstable_by(|a, b| {
            (a.changed, a.delivered_ms, &a.base).cmp(&(b.changed, b.delivered_ms, &b.base))
        });
        found.truncate(PENDING_MAX);
        self.pending = found.into();
        Ok(())
    }

    fn read(&self, entry: &Entry, place: &Place) -> Result<Option<SourceMail>, ConnectError> {
        let too_large = (entry.size > MAIL_BYTES_HARD_MAX as u64).then_some(entry.size);
        let raw = if too_large.is_some() { Some(Vec::new()) } else { self.bytes_of(entry)? };
        let Some(raw) = raw else { return Ok(None) };
        Ok(Some(SourceMail {
            thread: None,
            source_key: SourceKey::new(format!("maildir\0{}", entry.base).into_bytes()),
            check_digest: false,
            moved: false,
            raw: Bytes::from(raw),
            internal_date: Some(Timestamp::from_millis(entry.delivered_ms)),
            before_connect: was_before(entry, place),
            source_ref: SourceRef::Maildir { folder: self.name.clone(), base: entry.base.clone() },
            too_large,
        }))
    }

    /// The bytes of a mail, wherever its flags have taken it since the listing; `None` when it is gone.
    fn bytes_of(&self, entry: &Entry) -> Result<Option<Vec<u8>>, ConnectError> {
        match std::fs::read(&entry.path) {
            Ok(raw) => return Ok(Some(raw)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(io_error(&error)),
        }
        let moved = entries(&self.path, |other| other.base == entry.base)?;
        match moved.first().map(|other| std::fs::read(&other.path)) {
            Some(Ok(raw)) => Ok(Some(raw)),
            Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => Err(io_error(&error)),
            _ => Ok(None),
        }
    }

    /// Whether something came or went since the last listing.
    pub(super) fn is_changed(&self) -> Result<bool, ConnectError> {
        Ok(!self.pending.is_empty() || times(&self.path)? != self.seen)
    }

    /// How many mails lie here.
    pub(super) fn count(&self) -> Result<u64, ConnectError> {
        if !self.path.is_dir() {
            return Err(Code::NoSuchFolder.into());
        }
        Ok(entries(&self.path, |_| true)?.len() as u64)
    }

    /// Marks mails as seen, or moves them to the folder `target` as they are.
    pub(super) fn settle(
        &mut self,
        bases: &HashSet<&str>,
        target: Option<&Path>,
    ) -> Result<(), ConnectError> {
        if bases.is_empty() {
            return Ok(());
        }
        if let Some(target) = target {
            make(target)?;
        }
        for entry in entries(&self.path, |entry| bases.contains(entry.base.as_str()))? {
            let name = entry.path.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let to = match target {
                Some(target) => target.join("cur").join(with_mark(&name)),
                None => self.path.join("cur").join(with_seen(&name)),
            };
            if to != entry.path {
                self.settled.insert(digest(&entry.base));
                std::fs::rename(&entry.path, &to).map_err(|error| io_error(&error))?;
            }
        }
        Ok(())
    }
}

/// Whether a mail was there when the folder was first seen. One whose flags were altered during the first
/// fill has a newer change time, but an old delivery time (names may count whole seconds only).
fn was_before(entry: &Entry, place: &Place) -> bool {
    let baseline_ms = place.baseline.unwrap_or(0) / 1_000_000;
    place.filling.is_some() || entry.delivered_ms.saturating_add(1_000) <= baseline_ms
}

/// Moves the place behind an entry.
fn advance(place: &mut Place, entry: &Entry) {
    if let Some(filling) = &mut place.filling {
        *filling = Filling { delivered_ms: entry.delivered_ms, base: entry.base.clone() };
        return;
    }
    if entry.changed > place.high {
        place.high = entry.changed;
        place.at_high.clear();
    }
    place.at_high.push(digest(&entry.base));
}

fn with_mark(name: &str) -> String {
    if base_of(name) == name { format!("{name}:2,") } else { name.to_owned() }
}

fn with_seen(name: &str) -> String {
    let base = base_of(name);
    let flags = name.get(base.len()..).and_then(|rest| rest.get(3..)).unwrap_or_default();
    let mut flags: Vec<char> = flags.chars().chain(['S']).collect();
    flags.sort_unstable();
    flags.dedup();
    format!("{base}:2,{}", flags.into_iter().collect::<String>())
}

/// The path of a folder by its name in the settings.
///
/// # Errors
/// [`Code::Settings`] for a name that would lead out of the Maildir.
pub(super) fn path_of(root: &Path, name: &str) -> Result<PathBuf, ConnectError> {
    if name.eq_ignore_ascii_case("INBOX") {
        return Ok(root.to_owned());
    }
    let is_bad = |part: &str| part.is_empty() || part.contains(['\0', '/']);
    let dotted = name.replace('/', ".");
    if dotted.split('.').any(is_bad) {
        return Err(Code::Settings.into());
    }
    Ok(root.join(format!(".{dotted}")))
}

/// The folders of a Maildir.
pub(super) fn list(root: &Path) -> Result<Vec<String>, ConnectError> {
    let mut names = vec!["INBOX".to_owned()];
    for file in std::fs::read_dir(root).map_err(|error| io_error(&error))? {
        let file = file.map_err(|error| io_error(&error))?;
        let name = file.file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_prefix('.')
            && file.path().join("cur").is_dir()
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn make(folder: &Path) -> Result<(), ConnectError> {
    for name in ["tmp", "new", "cur"] {
        std::fs::create_dir_all(folder.join(name)).map_err(|error| io_error(&error))?;
    }
    Ok(())
}

/// Delivers a mail durably: written to `tmp/`, synced, renamed, the folder synced.
pub(super) fn deliver(folder: &Path, raw: &[u8], is_seen: bool) -> Result<(), ConnectError> {
    static DELIVERIES: AtomicU64 = AtomicU64::new(0);
    make(folder)?;
    let write = || -> std::io::Result<()> {
        let count = DELIVERIES.fetch_add(1, Ordering::Relaxed);
        let draft = folder.join("tmp").join(format!("draft.{}_{count}", std::process::id()));
        let mut file = std::fs::File::create(&draft)?;
        file.write_all(raw)?;
        file.sync_all()?;
        // The unique name begins with the delivery time; the file system has the clock.
        let (seconds, inode) = {
            use std::os::unix::fs::MetadataExt;
            let meta = file.metadata()?;
            (meta.mtime(), meta.ino())
        };
        let base = format!("{seconds}.I{inode}P{}Q{count}.deskhero,S={}", std::process::id(), raw.len());
        let (place, name) = if is_seen { ("cur", format!("{base}:2,S")) } else { ("new", base) };
        std::fs::rename(&draft, folder.join(place).join(name))?;
        std::fs::File::open(folder.join(place))?.sync_all()
    };
    write().map_err(|error| io_error(&error))
}

/// Whether a mail with this Message-ID lies in the folder. Only headers are read.
pub(super) fn holds(folder: &Path, message_id: &str) -> Result<bool, ConnectError> {
    if message_id.is_empty() || !folder.is_dir() {
        return Ok(false);
    }
    let wanted = format!("<{message_id}>");
    for entry in entries(folder, |_| true)? {
        let mut head = Vec::new();
        let file = std::fs::File::open(&entry.path).map_err(|error| io_error(&error))?;
        file.take(64 * 1024).read_to_end(&mut head).map_err(|error| io_error(&error))?;
        let text = String::from_utf8_lossy(&head);
        let header = text.split("\r\n\r\n").next().unwrap_or_default();
        let header = header.split("\n\n").next().unwrap_or_default();
        let unfolded =
            header.replace("\r\n ", " ").replace("\r\n\t", " ").replace("\n ", " ").replace("\n\t", " ");
        let has = unfolded.lines().any(|line| {
            line.split_once(':').is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("message-id") && value.trim() == wanted
            })
        });
        if has {
            return Ok(true);
        }
    }
    Ok(false)
}
