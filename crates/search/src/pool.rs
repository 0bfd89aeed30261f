//! The open indexes of many tenants, bounded: least recently used closed first, few writers at a time.

use crate::error::Error;
use crate::index::{Budget, Index};
use crypto::IndexSecret;
use crypto::page::PageCache;
use domain::{TenantId, TenantScope};
use lru::LruCache;
use parking_lot::Mutex;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much is held open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSizes {
    /// Open indexes.
    pub open_max: usize,
    /// Indexes with a writer (15 MB and more each).
    pub writers_max: usize,
    /// Memory of a writer, in bytes.
    pub writer_bytes: usize,
    /// Decrypted pages of all indexes together, in bytes.
    pub cache_bytes: usize,
}

impl Default for PoolSizes {
    fn default() -> Self {
        Self { open_max: 64, writers_max: 2, writer_bytes: 16_000_000, cache_bytes: 8 * 1024 * 1024 }
    }
}

/// The open indexes.
#[derive(Debug)]
pub struct Indexes {
    root: PathBuf,
    sizes: PoolSizes,
    budget: Budget,
    open: Mutex<LruCache<TenantId, Arc<Index>>>,
}

impl Indexes {
    /// Indexes in folders below `root`, one per tenant, named by its id.
    #[must_use]
    pub fn new(root: &Path, sizes: PoolSizes) -> Self {
        let budget = Budget { cache: PageCache::new(sizes.cache_bytes), writer_bytes: sizes.writer_bytes };
        Self { root: root.to_owned(), sizes, budget, open: Mutex::new(LruCache::unbounded()) }
    }

    /// The folder of a tenant's index.
    #[must_use]
    pub fn folder(&self, scope: TenantScope) -> PathBuf {
        self.root.join(scope.tenant().to_string())
    }

    /// The tenant's index, opened if it is not open; `secret` is asked for only then. One that is lent out
    /// stays open, however many there are.
    ///
    /// # Errors
    /// As [`Index::open`], or whatever `secret` fails with.
    pub fn lend<E: From<Error>>(
        &self,
        scope: TenantScope,
        secret: impl FnOnce() -> Result<IndexSecret, E>,
    ) -> Result<Arc<Index>, E> {
        let mut open = self.open.lock();
        if let Some(index) = open.get(&scope.tenant()) {
            return Ok(Arc::clone(index));
        }
        close_unused(&mut open, self.sizes.open_max.saturating_sub(1))?;
        let index = Arc::new(Index::open(scope, &self.folder(scope), secret()?, &self.budget)?);
        open.put(scope.tenant(), Arc::clone(&index));
        Ok(index)
    }

    /// As [`Indexes::lend`], for writing: closes idle writers of other tenants while there are too many.
    /// A writer in use stays, so call it from at most [`PoolSizes::writers_max`] tasks at a time.
    ///
    /// # Errors
    /// As [`Indexes::lend`].
    pub fn lend_for_writing<E: From<Error>>(
        &self,
        scope: TenantScope,
        secret: impl FnOnce() -> Result<IndexSecret, E>,
    ) -> Result<Arc<Index>, E> {
        let index = self.lend(scope, secret)?;
        if !index.has_writer() {
            self.close_writers(self.sizes.writers_max.saturating_sub(1))?;
        }
        Ok(index)
    }

    /// Closes idle writers, least recently used tenant first, until at most `keep` are left. With 0, and
    /// with [`Indexes::close_idle`], an idle process holds no memory for search.
    ///
    /// # Errors
    /// As [`Index::close_writer`].
    pub fn close_writers(&self, keep: usize) -> Result<(), Error> {
        let with_writer: Vec<Arc<Index>> =
            self.open.lock().iter().rev().map(|(_, i)| Arc::clone(i)).filter(|i| i.has_writer()).collect();
        let mut left = with_writer.len();
        for index in with_writer {
            if left <= keep {
                break;
            }
            if index.close_writer()? {
                left -= 1;
            }
        }
        Ok(())
    }

    /// Closes every index that is not lent out and holds nothing uncommitted, and forgets decrypted pages.
    ///
    /// # Errors
    /// As [`Index::close_writer`].
    pub fn close_idle(&self) -> Result<(), Error> {
        let closed = close_unused(&mut self.open.lock(), 0);
        self.budget.cache.clear();
        closed
    }

    /// Closes the tenant's index and removes it, keys first: to be rebuilt, or because the tenant is gone.
    ///
    /// # Errors
    /// [`Error::Busy`] while it is lent out.
    pub fn reset(&self, scope: TenantScope) -> Result<(), Error> {
        let mut open = self.open.lock();
        if open.peek(&scope.tenant()).is_some_and(|index| Arc::strong_count(index) > 1) {
            return Err(Error::Busy);
        }
        drop(open.pop(&scope.tenant()));
        Index::reset(&self.folder(scope))
    }

    /// How many are open.
    #[must_use]
    pub fn open_count(&self) -> usize {
        self.open.lock().len()
    }
}

/// Closes indexes nobody else holds, least recently used first, until at most `keep` are open.
fn close_unused(open: &mut LruCache<TenantId, Arc<Index>>, keep: usize) -> Result<(), Error> {
    let unused: Vec<TenantId> =
        open.iter().rev().filter(|(_, i)| Arc::strong_count(i) == 1).map(|(t, _)| *t).collect();
    for tenant in unused {
        if open.len() <= keep {
            break;
        }
        let Some(index) = open.peek(&tenant) else { continue };
        if index.close_writer()? {
            open.pop(&tenant);
        }
    }
    Ok(())
}
