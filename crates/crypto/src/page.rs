//! Files in encrypted pages of 32 KiB: what the full-text index is kept in.
//!
//! Header: `DHXP`, a version, the length of the wrapped file key, the wrapped file key. Each file has its
//! own random key, wrapped under the tenant's [`IndexSecret`] together with the file's name, so that a file
//! moved to another name or another tenant does not open. Each page is AES-256-GCM under a key derived from
//! the file key, with the page's number as nonce (a file is written once, front to back) and number and
//! last-page flag as authenticated data: pages that were moved, and a file that was cut or lengthened, do
//! not open. The header's key can be [destroyed](destroy) without touching another file.
//!
//! File keys are wiped on drop. Decrypted pages live in the bounded [`PageCache`] and leave it with their
//! reader; memory that a caller holds is the caller's.

use crate::cipher::{CommittedKey, NONCE_BYTES, TAG_BYTES};
use crate::error::KeyError;
use crate::index_secret::{FileKey, IndexSecret};
use lru::LruCache;
use parking_lot::Mutex;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroizing;

/// Plain bytes of a page.
pub const PAGE_BYTES: usize = 32 * 1024;
const SEALED_PAGE_BYTES: u64 = (PAGE_BYTES + TAG_BYTES) as u64;
const MAGIC: &[u8; 4] = b"DHXP";
const VERSION: u8 = 1;
const FIXED_HEADER_BYTES: usize = 7;
const WRAPPED_BYTES_MAX: usize = 1024;
/// A read of more pages than this does not go through the cache: it would only push the others out.
const CACHED_READ_PAGES_MAX: u64 = 4;

/// Why an encrypted file was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The file system refused.
    #[error("an encrypted file could not be read or written: {0}")]
    Io(#[from] io::Error),
    /// Not a file of this kind, or of a later version.
    #[error("not an encrypted page file of version {VERSION}")]
    Format,
    /// The file key does not open: another tenant's or a destroyed secret, a changed header, another name.
    #[error("the file's key does not open: {0}")]
    Key(#[from] KeyError),
    /// A page is not what was written, or the file was cut or lengthened.
    #[error("page {0} of an encrypted file was changed, or the file was cut")]
    Tampered(u64),
    /// The range lies outside the file.
    #[error("read outside an encrypted file")]
    Range,
    /// The cipher library refused.
    #[error("the cipher library refused to work")]
    Cipher,
}

impl From<PageError> for io::Error {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Io(error) => error,
            other => Self::new(io::ErrorKind::InvalidData, other),
        }
    }
}

fn page_key(key: &FileKey) -> Result<CommittedKey, PageError> {
    CommittedKey::derive(key.bytes(), b"deskhero index page v1").map_err(|_| PageError::Cipher)
}

fn nonce(page: u64) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    if let Some(low) = nonce.last_chunk_mut::<8>() {
        *low = page.to_be_bytes();
    }
    nonce
}

fn page_aad(page: u64, last: bool) -> [u8; 9] {
    let mut aad = [0; 9];
    if let Some((flag, number)) = aad.split_first_mut() {
        *flag = u8::from(last);
        number.copy_from_slice(&page.to_be_bytes());
    }
    aad
}

/// Writes one encrypted file, front to back. Without [`PageWriter::finish`] it has no last page and does
/// not open.
pub struct PageWriter {
    file: File,
    key: CommittedKey,
    plain: Zeroizing<Vec<u8>>,
    sealed: Vec<u8>,
    page: u64,
}

impl PageWriter {
    /// Creates the file, which must not exist; `name` is what it will be opened by (without folder).
    ///
    /// # Errors
    /// [`PageError::Io`] (with `AlreadyExists` when it does), [`PageError::Key`].
    pub fn create(path: &Path, name: &[u8], secret: &IndexSecret) -> Result<Self, PageError> {
        let (key, wrapped) = secret.new_file_key(name)?;
        let wrapped_bytes = u16::try_from(wrapped.len()).map_err(|_| PageError::Format)?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        let mut header = Vec::with_capacity(FIXED_HEADER_BYTES + wrapped.len());
        header.extend_from_slice(MAGIC);
        header.push(VERSION);
        header.extend_from_slice(&wrapped_bytes.to_be_bytes());
        header.extend_from_slice(&wrapped);
        file.write_all(&header)?;
        Ok(Self {
            file,
            key: page_key(&key)?,
            plain: Zeroizing::new(Vec::with_capacity(PAGE_BYTES)),
            sealed: Vec::with_capacity(PAGE_BYTES + TAG_BYTES),
            page: 0,
        })
    }

    fn write_page(&mut self, last: bool) -> Result<(), PageError> {
        self.sealed.clear();
        let aad = page_aad(self.page, last);
        self.key
            .seal_to(nonce(self.page), &aad, &self.plain, &mut self.sealed)
            .map_err(|_| PageError::Cipher)?;
        self.file.write_all(&self.sealed)?;
        self.page += 1;
        self.plain.clear();
        Ok(())
    }

    /// Writes the last page and hands the file back, for the caller to make durable. Nothing can be
    /// written after it.
    ///
    /// # Errors
    /// [`PageError::Io`], [`PageError::Cipher`].
    pub fn finish(&mut self) -> Result<File, PageError> {
        self.write_page(true)?;
        Ok(self.file.try_clone()?)
    }
}

impl Write for PageWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full page waits for the next byte: only then is it known not to be the last.
        if self.plain.len() == PAGE_BYTES && !bytes.is_empty() {
            self.write_page(false)?;
        }
        let room = PAGE_BYTES - self.plain.len();
        let (now, _) = bytes.split_at(room.min(bytes.len()));
        self.plain.extend_from_slice(now);
        Ok(now.len())
    }

    /// Pages are written when they are full; there is nothing to flush before [`PageWriter::finish`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl std::fmt::Debug for PageWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageWriter").field("page", &self.page).finish_non_exhaustive()
    }
}

/// A reader's serial number and a page of its file.
type PageAt = (u64, u64);

/// Decrypted pages of many files, at most so many bytes together; the least recently used leaves first.
pub struct PageCache {
    pages: Mutex<LruCache<PageAt, Arc<[u8]>>>,
}

impl PageCache {
    /// A cache of `bytes_max` bytes, one page at least.
    #[must_use]
    pub fn new(bytes_max: usize) -> Arc<Self> {
        let pages = NonZeroUsize::new(bytes_max / PAGE_BYTES).unwrap_or(NonZeroUsize::MIN);
        Arc::new(Self { pages: Mutex::new(LruCache::new(pages)) })
    }

    /// Pages held now.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages.lock().len()
    }

    /// Whether no page is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets every page.
    pub fn clear(&self) {
        self.pages.lock().clear();
    }

    fn forget(&self, reader: u64) {
        let mut pages = self.pages.lock();
        let gone: Vec<_> = pages.iter().map(|(at, _)| *at).filter(|(of, _)| *of == reader).collect();
        for at in gone {
            pages.pop(&at);
        }
    }
}

impl std::fmt::Debug for PageCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PageCache({} pages)", self.len())
    }
}

/// Bytes of a file: part of a cached page, or a buffer of their own.
#[derive(Clone)]
pub enum PageBytes {
    /// The range of a page that is shared with the cache.
    Shared(Arc<[u8]>, Range<usize>),
    /// Bytes of several pages.
    Own(Vec<u8>),
}

impl AsRef<[u8]> for PageBytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Shared(page, range) => page.get(range.clone()).unwrap_or_default(),
            Self::Own(bytes) => bytes,
        }
    }
}

/// Reads ranges of one encrypted file; only the pages that are needed are decrypted.
pub struct PageReader {
    file: File,
    key: CommittedKey,
    header_bytes: u64,
    len_bytes: u64,
    pages: u64,
    serial: u64,
    cache: Arc<PageCache>,
}

static SERIAL: AtomicU64 = AtomicU64::new(1);

impl PageReader {
    /// Opens a file and checks its last page, and with it its length.
    ///
    /// # Errors
    /// [`PageError`]
    pub fn open(
        path: &Path,
        name: &[u8],
        secret: &IndexSecret,
        cache: &Arc<PageCache>,
    ) -> Result<Self, PageError> {
        let file = File::open(path)?;
        let file_bytes = file.metadata()?.len();
        let (wrapped, header_bytes) = read_header(&file, file_bytes)?;
        let key = page_key(&secret.unwrap_file_key(name, &wrapped)?)?;
        let body_bytes = file_bytes.checked_sub(header_bytes).ok_or(PageError::Format)?;
        let pages = body_bytes.div_ceil(SEALED_PAGE_BYTES);
        let tags = pages.checked_mul(TAG_BYTES as u64).ok_or(PageError::Format)?;
        let last = pages.checked_sub(1).ok_or(PageError::Tampered(0))?;
        let len_bytes = body_bytes.checked_sub(tags).ok_or(PageError::Tampered(last))?;
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let reader = Self { file, key, header_bytes, len_bytes, pages, serial, cache: Arc::clone(cache) };
        reader.page(last)?;
        Ok(reader)
    }

    /// Plain bytes of the file.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.len_bytes
    }

    /// Whether the file holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len_bytes == 0
    }

    /// The plain bytes from `range.start` up to `range.end`.
    ///
    /// # Errors
    /// [`PageError::Range`], [`PageError::Tampered`], [`PageError::Io`].
    pub fn read(&self, range: Range<u64>) -> Result<PageBytes, PageError> {
        let wanted = range.end.checked_sub(range.start).ok_or(PageError::Range)?;
        if range.end > self.len_bytes {
            return Err(PageError::Range);
        }
        if wanted == 0 {
            return Ok(PageBytes::Own(Vec::new()));
        }
        let page_bytes = PAGE_BYTES as u64;
        let first = range.start / page_bytes;
        let last = (range.end - 1) / page_bytes;
        if first == last {
            let within = to_usize(range.start % page_bytes)?;
            let to = within.checked_add(to_usize(wanted)?).ok_or(PageError::Range)?;
            return Ok(PageBytes::Shared(self.page(first)?, within..to));
        }
        let through_cache = last - first < CACHED_READ_PAGES_MAX;
        let mut out = Vec::with_capacity(to_usize(wanted)?);
        for page in first..=last {
            let from = to_usize(range.start.saturating_sub(page * page_bytes))?;
            let to = to_usize((range.end - page * page_bytes).min(page_bytes))?;
            let bytes = if through_cache { self.page(page)? } else { self.uncached_page(page)? };
            out.extend_from_slice(bytes.get(from..to).ok_or(PageError::Range)?);
        }
        Ok(PageBytes::Own(out))
    }

    fn page(&self, page: u64) -> Result<Arc<[u8]>, PageError> {
        if let Some(held) = self.cache.pages.lock().get(&(self.serial, page)) {
            return Ok(Arc::clone(held));
        }
        let plain = self.decrypt(page)?;
        self.cache.pages.lock().put((self.serial, page), Arc::clone(&plain));
        Ok(plain)
    }

    fn uncached_page(&self, page: u64) -> Result<Arc<[u8]>, PageError> {
        let held = self.cache.pages.lock().peek(&(self.serial, page)).map(Arc::clone);
        held.map_or_else(|| self.decrypt(page), Ok)
    }

    fn decrypt(&self, page: u64) -> Result<Arc<[u8]>, PageError> {
        let is_last = page.checked_add(1) == Some(self.pages);
        let before = page.checked_mul(PAGE_BYTES as u64).ok_or(PageError::Range)?;
        let rest = self.len_bytes.checked_sub(before).ok_or(PageError::Tampered(page))?;
        let plain_bytes = if is_last { to_usize(rest)? } else { PAGE_BYTES };
        let mut sealed = vec![0; plain_bytes + TAG_BYTES];
        let at = page.checked_mul(SEALED_PAGE_BYTES).and_then(|n| n.checked_add(self.header_bytes));
        self.file.read_exact_at(&mut sealed, at.ok_or(PageError::Range)?)?;
        let mut plain = vec![0; plain_bytes];
        self.key
            .open_to(nonce(page), &page_aad(page, is_last), &sealed, &mut plain)
            .map_err(|_| PageError::Tampered(page))?;
        Ok(plain.into())
    }
}

impl Drop for PageReader {
    fn drop(&mut self) {
        self.cache.forget(self.serial);
    }
}

impl std::fmt::Debug for PageReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PageReader({} bytes)", self.len_bytes)
    }
}

fn to_usize(n: u64) -> Result<usize, PageError> {
    usize::try_from(n).map_err(|_| PageError::Range)
}

fn read_header(file: &File, file_bytes: u64) -> Result<(Vec<u8>, u64), PageError> {
    if file_bytes < FIXED_HEADER_BYTES as u64 {
        return Err(PageError::Format);
    }
    let mut fixed = [0; FIXED_HEADER_BYTES];
    file.read_exact_at(&mut fixed, 0)?;
    let [m0, m1, m2, m3, version, high, low] = fixed;
    let wrapped_bytes = usize::from(u16::from_be_bytes([high, low]));
    let header_bytes = (FIXED_HEADER_BYTES + wrapped_bytes) as u64;
    let known = &[m0, m1, m2, m3] == MAGIC && version == VERSION;
    if !known || wrapped_bytes > WRAPPED_BYTES_MAX || header_bytes > file_bytes {
        return Err(PageError::Format);
    }
    let mut wrapped = vec![0; wrapped_bytes];
    file.read_exact_at(&mut wrapped, FIXED_HEADER_BYTES as u64)?;
    Ok((wrapped, header_bytes))
}

/// Overwrites a file's wrapped key and makes that durable: no copy of the secret opens the file's blocks
/// again, wherever the file system keeps them. Readers that are open keep working. The file itself stays,
/// for the caller to delete.
///
/// # Errors
/// [`PageError::Io`], [`PageError::Format`].
pub fn destroy(path: &Path) -> Result<(), PageError> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let (wrapped, _) = read_header(&file, file.metadata()?.len())?;
    file.write_all_at(&vec![0; wrapped.len()], FIXED_HEADER_BYTES as u64)?;
    file.sync_data()?;
    Ok(())
}

#[cfg(any(test, feature = "test-keys"))]
impl IndexSecret {
    /// A secret of a tenant that no keyring knows, for tests: the same for the same number.
    ///
    /// # Panics
    /// When the cipher library refuses to work.
    #[must_use]
    #[expect(clippy::expect_used, reason = "built for tests only")]
    pub fn from_seed(tenant: domain::TenantId, seed: u64) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        for (to, from) in key.iter_mut().zip(seed.to_be_bytes()) {
            *to = from;
        }
        Self::derive(tenant, &crate::hierarchy::LeafKey::new(key)).expect("a secret is derived")
    }
}

#[cfg(test)]
mod tests;
