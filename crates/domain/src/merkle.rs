//! The tree hash of RFC 6962 2.1, kept as the roots of the complete subtrees ("peaks"): appending needs
//! them alone, and the root follows from them.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Hash of an entry (RFC 6962 2.1: prefix 0x00).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut h = Sha256::new();
    h.update([0]);
    h.update(entry);
    h.finalize().into()
}

/// Hash of two subtrees (prefix 0x01).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut h = Sha256::new();
    h.update([1]);
    h.update(left);
    h.update(right);
    h.finalize().into()
}

/// The head of a log: its size and its peaks, largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    size: u64,
    peaks: Vec<Hash>,
}

/// Stored peaks that do not fit the stored size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored head of the audit log does not fit its size")]
pub struct BadHead;

impl Head {
    /// The head of an empty log.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Reads a stored head; `peaks` is what [`Head::peak_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadHead`] when the number of peaks is not the number of ones in `size`.
    pub fn from_parts(size: u64, peaks: &[u8]) -> Result<Self, BadHead> {
        let (chunks, rest) = peaks.as_chunks::<32>();
        if !rest.is_empty() || chunks.len() != size.count_ones() as usize {
            return Err(BadHead);
        }
        Ok(Self { size, peaks: chunks.to_vec() })
    }

    /// Entries in the log.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The peaks, one after the other.
    #[must_use]
    pub fn peak_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// Appends an entry by its leaf hash.
    pub fn append(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut size = self.size;
        while size & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
            size >>= 1;
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Appends a whole subtree of 2^`height` entries by its root. Only where such a subtree begins: at a size that
    /// is a multiple of it.
    ///
    /// # Errors
    /// [`BadHead`] elsewhere.
    pub fn append_tree(&mut self, root: Hash, height: u32) -> Result<(), BadHead> {
        let leaves = 1u64.checked_shl(height).ok_or(BadHead)?;
        if !self.size.is_multiple_of(leaves) {
            return Err(BadHead);
        }
        let mut hash = root;
        let mut size = self.size >> height;
        while size & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
            size >>= 1;
        }
        self.peaks.push(hash);
        self.size += leaves;
        Ok(())
    }

    /// The tree's root; of an empty log the hash of nothing (RFC 6962 2.1).
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return Sha256::digest([]).into() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition in RFC 6962 2.1, word for word.
    fn reference_root(entries: &[Vec<u8>]) -> Hash {
        match entries {
            [] => Sha256::digest([]).into(),
            [one] => leaf_hash(one),
            many => {
                let k = 1usize << (usize::BITS - 1 - (many.len() - 1).leading_zeros());
                node_hash(&reference_root(&many[..k]), &reference_root(&many[k..]))
            }
        }
    }

    #[test]
    fn the_head_has_the_root_of_the_definition() {
        let entries: Vec<Vec<u8>> = (0u8..70).map(|i| vec![i; usize::from(i)]).collect();
        let mut head = Head::empty();
        assert_eq!(head.root(), reference_root(&[]));
        for (i, entry) in entries.iter().enumerate() {
            head.append(leaf_hash(entry));
            assert_eq!(head.root(), reference_root(&entries[..=i]));
            assert_eq!(Head::from_parts(head.size(), &head.peak_bytes()).unwrap(), head);
        }
    }

    #[test]
    fn a_subtree_is_appended_as_its_entries_are() {
        let leaves: Vec<Hash> = (0u8..96).map(|i| leaf_hash(&[i])).collect();
        let mut one_by_one = Head::empty();
        let mut at_once = Head::empty();
        for block in leaves.chunks(16) {
            let mut tree = Head::empty();
            for leaf in block {
                one_by_one.append(*leaf);
                tree.append(*leaf);
            }
            at_once.append_tree(tree.root(), 4).unwrap();
            assert_eq!(at_once, one_by_one);
        }
        at_once.append(leaf_hash(b"x"));
        assert_eq!(at_once.append_tree([0; 32], 4), Err(BadHead));
    }

    #[test]
    fn a_head_with_the_wrong_number_of_peaks_is_refused() {
        assert_eq!(Head::from_parts(3, &[0; 32]), Err(BadHead));
        assert_eq!(Head::from_parts(1, &[0; 31]), Err(BadHead));
    }
}
