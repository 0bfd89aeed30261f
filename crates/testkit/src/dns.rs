//! A resolver of the test's own, over TCP (RFC 7766): it knows what it is told, and can fail.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Mail exchangers.
pub const MX: u16 = 15;
/// Texts.
pub const TXT: u16 = 16;
/// Servers.
pub const SRV: u16 = 33;

/// Characters of one part of a text.
const PART_BYTES_MAX: usize = 255;

/// A name in the form in which it stands in a message.
#[must_use]
pub fn name(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for label in text.split('.') {
        out.push(u8::try_from(label.len()).unwrap_or(0));
        out.extend_from_slice(label.as_bytes());
    }
    out.push(0);
    out
}

#[derive(Debug, Default)]
struct Shared {
    records: Mutex<Vec<(String, u16, Vec<u8>)>>,
    is_failing: AtomicBool,
    is_over: AtomicBool,
    asked: AtomicUsize,
}

/// The resolver; it ends when this is dropped.
#[derive(Debug)]
pub struct Dns {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Dns {
    /// Starts one that knows nothing.
    ///
    /// # Panics
    /// When this machine has no free port.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test may fail loudly")]
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the port");
        let shared = Arc::new(Shared::default());
        let known = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if known.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let known = Arc::clone(&known);
                // Who goes away before the answer is no failure of the test.
                std::thread::spawn(move || stream.and_then(|stream| answer(stream, &known)));
            }
        });
        Self { address, shared, thread: Some(thread) }
    }

    /// Where it answers.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Adds a record.
    pub fn add(&self, name: &str, kind: u16, data: Vec<u8>) {
        self.records(|records| records.push((name.to_owned(), kind, data)));
    }

    /// Sets the text at a name, in place of what was there.
    pub fn set_text(&self, name: &str, text: &str) {
        let part = |part: &[u8]| [&[u8::try_from(part.len()).unwrap_or(0)][..], part].concat();
        let data = text.as_bytes().chunks(PART_BYTES_MAX).flat_map(part).collect();
        self.remove(name);
        self.add(name, TXT, data);
    }

    /// Forgets a name.
    pub fn remove(&self, name: &str) {
        self.records(|records| records.retain(|(known, ..)| known != name));
    }

    /// Whether it says from now on that it cannot find out (SERVFAIL).
    pub fn fail(&self, is_failing: bool) {
        self.shared.is_failing.store(is_failing, Ordering::SeqCst);
    }

    /// Questions so far.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.shared.asked.load(Ordering::SeqCst)
    }

    fn records(&self, change: impl FnOnce(&mut Vec<(String, u16, Vec<u8>)>)) {
        change(&mut self.shared.records.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for Dns {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for questions.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Answers one question with the records of its name and kind.
fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut question)?;
    shared.asked.fetch_add(1, Ordering::SeqCst);
    let broken = || std::io::Error::other("no question");
    let asked = question.get(12..).ok_or_else(broken)?;
    let (asked, rest) = asked.split_last_chunk::<4>().ok_or_else(broken)?;
    let [high, low, ..] = *rest;
    let kind = u16::from_be_bytes([high, low]);
    let records = shared.records.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let named: Vec<_> = records.iter().filter(|(of, ..)| name(of) == asked).collect();
    let found: Vec<_> = named.iter().filter(|(_, its, _)| *its == kind).collect();
    let is_failing = shared.is_failing.load(Ordering::SeqCst);
    let code = match (is_failing, named.is_empty()) {
        (true, _) => 2,
        (false, true) => 3,
        (false, false) => 0,
    };
    let mut answer = question.clone();
    let count = if is_failing { 0 } else { u16::try_from(found.len()).unwrap_or(0) };
    for (at, byte) in [(2, 0x81), (3, 0x80 | code)].into_iter().chain((6..).zip(count.to_be_bytes())) {
        *answer.get_mut(at).ok_or_else(broken)? = byte;
    }
    for (_, kind, data) in found.into_iter().take(usize::from(count)) {
        answer.extend_from_slice(&[0xc0, 0x0c]);
        answer.extend_from_slice(&kind.to_be_bytes());
        answer.extend_from_slice(&[0, 1, 0, 0, 0, 60]);
        answer.extend_from_slice(&u16::try_from(data.len()).unwrap_or(0).to_be_bytes());
        answer.extend_from_slice(data);
    }
    let length = u16::try_from(answer.len()).map_err(|_| broken())?;
    stream.write_all(&[&length.to_be_bytes()[..], &answer].concat())
}
