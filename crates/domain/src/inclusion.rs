//! Proofs that an entry stands in a log (RFC 9162 2.1.3): the hashes beside the way from the entry to the root.

use crate::merkle::{Hash, Head, node_hash};

/// The root of a log that has these leaf hashes.
fn root_of(leaves: &[Hash]) -> Hash {
    let mut head = Head::empty();
    for leaf in leaves {
        head.append(*leaf);
    }
    head.root()
}

/// The path for the entry at `index` (RFC 9162 2.1.3.1); empty when there is no such entry.
#[must_use]
pub fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    let mut out = Vec::new();
    let (mut part, mut index) = (leaves, index);
    while part.len() > 1 && index < part.len() {
        // The largest power of two below the number of leaves.
        let half = 1usize << (usize::BITS - 1 - (part.len() - 1).leading_zeros());
        let (left, right) = part.split_at(half);
        if index < half {
            out.push(root_of(right));
            part = left;
        } else {
            out.push(root_of(left));
            (part, index) = (right, index - half);
        }
    }
    out.reverse();
    out
}

/// The root that follows from an entry's leaf hash, its place, the log's size and the path (RFC 9162 2.1.3.2); nothing
/// when they do not fit together.
#[must_use]
pub fn root(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(beside, &hash);
            if at & 1 == 0 {
                while at & 1 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
        } else {
            hash = node_hash(&hash, beside);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    (last == 0).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::leaf_hash;

    #[test]
    fn each_entry_of_each_size_is_proved_and_no_other() {
        for size in 1..40usize {
            let leaves: Vec<Hash> = (0..size).map(|i| leaf_hash(&[u8::try_from(i).unwrap()])).collect();
            let head = root_of(&leaves);
            for index in 0..size {
                let way = path(&leaves, index);
                let (at, all) = (index as u64, size as u64);
                assert_eq!(root(leaves[index], at, all, &way), Some(head), "{index} of {size}");
                assert_ne!(root(leaf_hash(b"another"), at, all, &way), Some(head));
                if size > 1 {
                    assert_ne!(
                        root(leaves[index], (at + 1) % all, all, &way),
                        Some(head),
                        "{index} of {size}"
                    );
                    assert_ne!(root(leaves[index], at, all, &way[1..]), Some(head));
                }
            }
        }
        assert_eq!(root([0; 32], 1, 1, &[]), None);
        assert_eq!(root([0; 32], 0, 1, &[[1; 32]]), None);
    }
}
