//! One tenant's index.

use crate::collect::{self, Best, Cursor, Page};
use crate::compile::compile;
use crate::directory::{EncryptedDirectory, remove_all};
use crate::document::{Doc, Target, to_tantivy};
use crate::error::{Error, Unreadable};
use crate::merge::BySize;
use crate::query::Query;
use crate::schema::{self, Fields, SCHEMA_VERSION};
use crate::words::{RULES, Words};
use crypto::IndexSecret;
use crypto::page::PageCache;
use domain::{MessageId, TenantScope, TicketId};
use parking_lot::{Mutex, RwLock};
use privacy::{DataClass, Permit};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tantivy::index::IndexSettings;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::Schema;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy};

/// Least memory of a writer, in bytes: tantivy refuses less.
pub const WRITER_BYTES_MIN: usize = 15_000_000;

/// Hits of one answer.
pub const HITS_MAX: u32 = 1_000;

/// How often an index is looked at that somebody else writes.
const LOOKS_MAX: u32 = 5;

/// Decrypted pages held while one is looked at, in bytes.
const LOOK_CACHE_BYTES: usize = 256 * 1024;

/// Memory that an index may use.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Decrypted pages; may be shared by many indexes.
    pub cache: Arc<PageCache>,
    /// Words held by a writer before they go to disk, in bytes; at least [`WRITER_BYTES_MIN`] is taken.
    pub writer_bytes: usize,
}

/// The writer, made when it is first needed.
#[derive(Default)]
pub(crate) struct Writing {
    pub(crate) writer: Option<IndexWriter>,
    pub(crate) uncommitted: usize,
}

/// One tenant's index, open. Every method may block on the disk: call it where blocking is allowed.
pub struct Index {
    scope: TenantScope,
    pub(crate) directory: EncryptedDirectory,
    pub(crate) engine: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    writer_bytes: usize,
    pub(crate) writing: Mutex<Writing>,
    committed: AtomicI64,
    /// Held for reading by searches; for writing when old segments have to be let go.
    pub(crate) searching: RwLock<()>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("tenant", &self.scope.tenant()).finish_non_exhaustive()
    }
}

impl Drop for Index {
    /// Waits for merges under way, then lets the folder go: whoever opens it next finds nobody at work.
    fn drop(&mut self) {
        if let Some(writer) = self.writing.get_mut().writer.take()
            && let Err(error) = guarded(|| Ok(writer.wait_merging_threads()?))
        {
            tracing::warn!(%error, "a merge of the search index did not end well");
        }
        self.directory.unlock();
    }
}

impl Index {
    /// Opens the tenant's index in `folder`, or makes an empty one when there is none.
    ///
    /// # Errors
    /// [`Error::Unreadable`]: [reset](Index::reset) it, open it again and fill it from the store.
    /// [`Error::Busy`], [`Error::Io`], [`Error::Engine`].
    pub fn open(
        scope: TenantScope,
        folder: &Path,
        secret: IndexSecret,
        budget: &Budget,
    ) -> Result<Self, Error> {
        let directory = EncryptedDirectory::open(folder, Arc::new(secret), Arc::clone(&budget.cache))?;
        let (schema, fields) = schema::build();
        let (engine, committed) = guarded(|| open_engine(&directory, schema))?;
        let reader: IndexReader =
            guarded(|| Ok(engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?))?;
        Ok(Self {
            scope,
            directory,
            engine,
            reader,
            fields,
            writer_bytes: budget.writer_bytes.max(WRITER_BYTES_MIN),
            writing: Mutex::default(),
            committed: AtomicI64::new(committed),
            searching: RwLock::new(()),
        })
    }

    /// Removes the index in `folder`, which must not be open: its file keys are destroyed, its files
    /// deleted.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Io`].
    pub fn reset(folder: &Path) -> Result<(), Error> {
        remove_all(folder)
    }

    /// The tenant.
    #[must_use]
    pub const fn scope(&self) -> TenantScope {
        self.scope
    }

    /// The change of the store up to which the index is complete on disk; 0 when it is new. After a crash,
    /// indexing goes on from here.
    #[must_use]
    pub fn committed_seq(&self) -> i64 {
        self.committed.load(Ordering::Acquire)
    }

    /// Messages that can be found.
    #[must_use]
    pub fn message_count(&self) -> u64 {
        let _searching = self.searching.read();
        self.reader.searcher().num_docs()
    }

    /// Adds messages that are not in the index; one that is has to be [deleted](Index::delete) first.
    /// They can be found after [`Index::commit`].
    ///
    /// # Errors
    /// [`Error::Engine`], [`Error::Io`]: everything since the last commit is lost; go on from
    /// [`Index::committed_seq`].
    pub fn add(&self, docs: &[Doc<'_>]) -> Result<(), Error> {
        self.write(docs.len(), |writer| {
            for doc in docs {
                writer.add_document(to_tantivy(doc, &self.fields))?;
            }
            Ok(())
        })
    }

    /// Deletes what is indexed of these, added or committed. It cannot be found after [`Index::commit`];
    /// its words stay in the files until they are merged: to have them gone, [`Index::erase`].
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn delete(&self, targets: &[Target]) -> Result<(), Error> {
        self.directory.destroy_keys(true);
        self.write(targets.len(), |writer| {
            for target in targets {
                writer.delete_term(target.term(&self.fields));
            }
            Ok(())
        })
    }

    /// [Deletes](Index::delete) one message.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn delete_message(&self, message: MessageId) -> Result<(), Error> {
        self.delete(&[Target::Message(message)])
    }

    /// [Deletes](Index::delete) the messages of a ticket.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn delete_ticket(&self, ticket: TicketId) -> Result<(), Error> {
        self.delete(&[Target::Ticket(ticket)])
    }

    /// Makes what was added and deleted durable and visible, as the state of the store's change
    /// `change_seq`.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn commit(&self, change_seq: i64) -> Result<(), Error> {
        let mut writing = self.writing.lock();
        self.commit_locked(&mut writing, change_seq)
    }

    pub(crate) fn commit_locked(&self, writing: &mut Writing, change_seq: i64) -> Result<(), Error> {
        let writer = self.writer_of(writing)?;
        let done = guarded(|| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload(change_seq));
            commit.commit()?;
            Ok(())
        });
        writing.uncommitted = 0;
        if let Err(error) = done {
            writing.writer = None;
            return Err(error);
        }
        self.committed.store(change_seq, Ordering::Release);
        guarded(|| Ok(self.reader.reload()?))
    }

    /// Searches. One hit per ticket; `limit` is cut to [`HITS_MAX`].
    ///
    /// # Errors
    /// [`Error::Refused`] when the permit is not for this tenant or does not cover mail;
    /// [`Error::Unreadable`] when a file turns out damaged.
    pub fn search(
        &self,
        permit: &Permit,
        query: &Query,
        limit: u32,
        after: Option<Cursor>,
    ) -> Result<Page, Error> {
        permit.covers_scope(self.scope)?;
        permit.covers_class(DataClass::Mail)?;
        let limit = usize::try_from(limit.clamp(1, HITS_MAX)).unwrap_or(1);
        let _searching = self.searching.read();
        guarded(|| {
            let searcher = self.reader.searcher();
            let found = searcher.search(&*compile(query, &self.fields), &Best { order: query.order })?;
            Ok(collect::page(&searcher, found, query.order, limit, after)?)
        })
    }

    /// Lets the writer and its memory go, after its merges; does nothing while something is uncommitted
    /// or another thread writes. Returns whether there is no writer now.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn close_writer(&self) -> Result<bool, Error> {
        let Some(mut writing) = self.writing.try_lock() else { return Ok(false) };
        if writing.uncommitted > 0 {
            return Ok(false);
        }
        if let Some(writer) = writing.writer.take() {
            guarded(|| Ok(writer.wait_merging_threads()?))?;
            guarded(|| Ok(self.reader.reload()?))?;
        }
        Ok(true)
    }

    /// Whether a writer holds memory now.
    #[must_use]
    pub fn has_writer(&self) -> bool {
        self.writing.try_lock().is_none_or(|writing| writing.writer.is_some())
    }

    fn write(&self, count: usize, act: impl FnOnce(&IndexWriter) -> Result<(), Error>) -> Result<(), Error> {
        let mut writing = self.writing.lock();
        let writer = self.writer_of(&mut writing)?;
        let done = guarded(|| act(writer));
        writing.uncommitted += count;
        if done.is_err() {
            *writing = Writing::default();
        }
        done
    }

    fn writer_of<'a>(&self, writing: &'a mut Writing) -> Result<&'a mut IndexWriter, Error> {
        match &mut writing.writer {
            Some(writer) => Ok(writer),
            none => Ok(none.insert(self.new_writer()?)),
        }
    }

    /// A writer that has collected what a crash left behind.
    pub(crate) fn new_writer(&self) -> Result<IndexWriter, Error> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(self.writer_bytes)
            .build();
        guarded(|| {
            let writer = self.engine.writer_with_options(options)?;
            writer.set_merge_policy(Box::new(BySize::new(self.directory.clone())));
            writer.garbage_collect_files().wait()?;
            Ok(writer)
        })
    }
}

/// tantivy panics where a lazily read file does not open; that is damage, not a reason to stop.
pub(crate) fn guarded<T>(act: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or(Err(Error::Unreadable(Unreadable::Damaged)))
}

fn payload(change_seq: i64) -> String {
    format!("{SCHEMA_VERSION}:{change_seq}")
}

/// Opens or makes the index; also the change up to which it is complete.
fn open_engine(directory: &EncryptedDirectory, schema: Schema) -> Result<(tantivy::Index, i64), Error> {
    let exists = tantivy::Index::exists(directory).map_err(tantivy::TantivyError::from)?;
    let engine = if exists {
        tantivy::Index::open(directory.clone())?
    } else {
        let settings =
            IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        tantivy::Index::create(directory.clone(), schema.clone(), settings)?
    };
    let committed = committed_of(&engine, &schema)?;
    // Until the first erasure has looked, whatever a crash left behind is destroyed, not just deleted.
    directory.destroy_keys(exists);
    Ok((engine, committed))
}

/// The change up to which an index is complete, which was written by this version.
fn committed_of(engine: &tantivy::Index, schema: &Schema) -> Result<i64, Error> {
    engine.tokenizers().register(RULES, TextAnalyzer::from(Words::default()));
    let metas = engine.load_metas()?;
    if metas.schema != *schema {
        return Err(Unreadable::Version.into());
    }
    match metas.payload.as_deref() {
        None => Ok(0),
        Some(text) => match text.split_once(':') {
            Some((version, seq)) if version == SCHEMA_VERSION.to_string() => {
                Ok(seq.parse().map_err(|_| Unreadable::Damaged)?)
            }
            _ => Err(Unreadable::Version.into()),
        },
    }
}

/// The change up to which the index in `folder` is complete on disk, whoever has it open; `None` when there is none. Each of
/// its files is opened; nothing is written, made or locked.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::Io`].
pub fn look(folder: &Path, secret: IndexSecret) -> Result<Option<i64>, Error> {
    let secret = Arc::new(secret);
    let mut tries = LOOKS_MAX;
    loop {
        tries -= 1;
        match look_once(folder, &secret) {
            // Whoever writes may have merged the files away that were to be opened.
            Err(Error::Unreadable(_)) if tries > 0 => {}
            other => return other,
        }
    }
}

fn look_once(folder: &Path, secret: &Arc<IndexSecret>) -> Result<Option<i64>, Error> {
    let directory = EncryptedDirectory::look(folder, Arc::clone(secret), PageCache::new(LOOK_CACHE_BYTES));
    if !tantivy::Index::exists(&directory).map_err(tantivy::TantivyError::from)? {
        return Ok(None);
    }
    guarded(|| {
        let engine = tantivy::Index::open(directory)?;
        let committed = committed_of(&engine, &schema::build().0)?;
        let reader: IndexReader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        drop(reader.searcher());
        Ok(Some(committed))
    })
}
