//! When segments are merged: small ones often, and never into one of more than 64 MB, so that an erasure
//! rewrites only what it touches. What is deleted in a segment is no reason: an erasure rewrites what is left of it when all of its
//! rows are out ([`crate::Index::erase`]), and would find a large one rewritten several times by then.

use crate::directory::EncryptedDirectory;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// Bytes of a merged segment.
const SEGMENT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Segments of a size class that are merged into one of the next.
const CLASS_SEGMENTS: usize = 8;
/// Segments below this are of one size class; each further class is eight times larger.
const SMALLEST_CLASS_BYTES: u64 = 1024 * 1024;

/// Merges by size on disk.
#[derive(Debug)]
pub struct BySize {
    directory: EncryptedDirectory,
}

impl BySize {
    /// A policy that looks at the files of this folder.
    pub const fn new(directory: EncryptedDirectory) -> Self {
        Self { directory }
    }
}

impl MergePolicy for BySize {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        // Without sizes nothing is merged now; the next commit asks again.
        let Ok(sizes) = self.directory.segment_sizes() else { return Vec::new() };
        let size = |id: SegmentId| sizes.get(&id.uuid_string()).copied().unwrap_or(0);
        let sized = segments.iter().map(|segment| (size(segment.id()), segment.id())).collect();
        by_class(sized).into_iter().map(MergeCandidate).collect()
    }
}

fn class_of(bytes: u64) -> u32 {
    let mut class = 0;
    let mut end = SMALLEST_CLASS_BYTES;
    while bytes >= end {
        class += 1;
        end = end.saturating_mul(CLASS_SEGMENTS as u64);
    }
    class
}

/// Groups of segments that become one each.
fn by_class<T: Copy>(mut sized: Vec<(u64, T)>) -> Vec<Vec<T>> {
    sized.sort_by_key(|(bytes, _)| *bytes);
    let mut groups = Vec::new();
    for class in sized.chunk_by(|(a, _), (b, _)| class_of(*a) == class_of(*b)) {
        if class.len() < CLASS_SEGMENTS {
            continue;
        }
        let mut sum = 0;
        let fitting = class.iter().take_while(|(bytes, _)| {
            sum += bytes;
            sum <= SEGMENT_BYTES_MAX
        });
        let group: Vec<T> = fitting.map(|(_, id)| *id).collect();
        // A few large segments are left as they are: merging them would cost more than it saves.
        if group.len() * 2 >= CLASS_SEGMENTS {
            groups.push(group);
        }
    }
    groups
}

/// The ids of segments that hold deleted documents.
pub fn with_deletes(segments: &[SegmentMeta]) -> Vec<SegmentId> {
    segments.iter().filter(|s| s.has_deletes()).map(SegmentMeta::id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: u64 = 1024 * 1024;

    #[test]
    fn eight_small_ones_become_one_and_seven_stay() {
        assert_eq!(by_class(vec![(1000, 1); 8]), vec![vec![1; 8]]);
        assert!(by_class(vec![(1000, 1); 7]).is_empty());
    }

    #[test]
    fn classes_do_not_mix() {
        let mut sized = vec![(10, 'a'); 5];
        sized.extend(vec![(5 * MB, 'b'); 5]);
        assert!(by_class(sized).is_empty());
    }

    #[test]
    fn no_group_exceeds_the_largest_segment() {
        assert_eq!(by_class(vec![(10 * MB, 1); 9]), vec![vec![1; 6]]);
        assert!(by_class(vec![(20 * MB, 1); 20]).is_empty());
        assert!(by_class(vec![(70 * MB, 1); 20]).is_empty());
    }
}
