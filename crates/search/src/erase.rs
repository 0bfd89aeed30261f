//! Erasure: the documents, their words and every file that held them.
//!
//! Deleting alone leaves the words in the term dictionary, and a merge leaves the old files while anything
//! holds them. So: delete, commit, merge every segment with a deletion, let go of the old segments, collect
//! the files (their keys are overwritten first), and look into the folder whether they are gone.

use crate::document::Target;
use crate::error::Error;
use crate::index::{Index, guarded};
use crate::merge::with_deletes;
use std::path::PathBuf;
use tantivy::IndexWriter;
use tantivy::indexer::NoMergePolicy;

impl Index {
    /// Erases what is indexed of these. When it returns, no file in the folder holds their words, and the
    /// keys of the files that did are destroyed. What was added before is committed too, as the state of
    /// the store's change `change_seq`. Rewrites every segment that holds one of the messages: batch it.
    ///
    /// # Errors
    /// [`Error::StillThere`]: not everything is gone; erase again (an empty list will do).
    /// Otherwise as [`Index::add`]; nothing is lost by repeating it.
    pub fn erase(&self, targets: &[Target], change_seq: i64) -> Result<(), Error> {
        let mut writing = self.writing.lock();
        self.directory.destroy_keys(true);
        self.commit_locked(&mut writing, change_seq)?;
        if let Some(writer) = writing.writer.take() {
            guarded(|| Ok(writer.wait_merging_threads()?))?;
        }
        let writer = self.new_writer()?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for target in targets {
            writer.delete_term(target.term(&self.fields));
        }
        writing.writer = Some(writer);
        self.commit_locked(&mut writing, change_seq)?;
        let Some(mut writer) = writing.writer.take() else { return Ok(()) };
        guarded(|| self.merge_away(&mut writer))?;
        self.collect_old_files(&writer)?;
        guarded(|| Ok(writer.wait_merging_threads()?))?;
        self.check_folder()?;
        self.directory.destroy_keys(false);
        Ok(())
    }

    fn merge_away(&self, writer: &mut IndexWriter) -> Result<(), Error> {
        let segments = with_deletes(&self.engine.searchable_segment_metas()?);
        for segment in segments {
            drop(writer.merge(&[segment]).wait()?);
        }
        Ok(())
    }

    /// No search runs meanwhile: each holds the segments that it started with.
    fn collect_old_files(&self, writer: &IndexWriter) -> Result<(), Error> {
        let _alone = self.searching.write();
        guarded(|| {
            self.reader.reload()?;
            let collected = writer.garbage_collect_files().wait()?;
            match collected.failed_to_delete_files.len() {
                0 => Ok(()),
                n => Err(Error::StillThere(n)),
            }
        })
    }

    fn check_folder(&self) -> Result<(), Error> {
        let mut living = guarded(|| Ok(self.engine.load_metas()?.list_segment_files()))?;
        living.insert(PathBuf::from("meta.json"));
        match self.directory.files()?.difference(&living).count() {
            0 => Ok(()),
            n => Err(Error::StillThere(n)),
        }
    }
}
