//! Proofs that an entry stands in a log (RFC 9162 2.1.3): the hashes beside the way from the entry to the root. A tree
//! of any size is held by the roots of its blocks; what is below a block is worked out when its entries are at hand.

use crate::merkle::{Hash, node_hash};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Entries of a block: 2^[`BLOCK_HEIGHT`].
pub const BLOCK_ENTRIES: usize = 1 << BLOCK_HEIGHT;
/// Height of the subtree over a block.
pub const BLOCK_HEIGHT: u32 = 10;

/// The layers of the tree over one block, entries first. A node without a sibling stands in the next layer as it is,
/// which gives the root of RFC 6962 2.1 for any number of entries.
#[derive(Debug, Clone)]
pub struct Block {
    layers: Vec<Vec<Hash>>,
}

impl Block {
    /// The tree over these leaf hashes.
    #[must_use]
    pub fn of(leaves: Vec<Hash>) -> Self {
        let mut layers = vec![leaves];
        while let Some(last) = layers.last().filter(|layer| layer.len() > 1) {
            let next = last
                .chunks(2)
                .map(|pair| match pair {
                    [left, right] => node_hash(left, right),
                    [alone, ..] => *alone,
                    [] => [0; 32],
                })
                .collect();
            layers.push(next);
        }
        Self { layers }
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.layers.last().and_then(|top| top.first()).copied().unwrap_or_else(|| Sha256::digest([]).into())
    }

    /// The hashes beside the way from entry `at` of the block to its root.
    #[must_use]
    pub fn path(&self, at: usize) -> Vec<Hash> {
        let mut place = at;
        let mut path = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            path.extend(layer.get(place ^ 1).copied().filter(|_| layer.len() > 1));
            place >>= 1;
        }
        path
    }
}

/// The tree above the blocks of a log.
#[derive(Debug, Clone)]
pub struct Tree {
    size: u64,
    top: Block,
    paths: HashMap<usize, Vec<Hash>>,
}

impl Tree {
    /// The tree of a log of `size` entries: the roots of its blocks, in order; the last one may be smaller.
    #[must_use]
    pub fn of(size: u64, blocks: Vec<Hash>) -> Self {
        Self { size, top: Block::of(blocks), paths: HashMap::new() }
    }

    /// Entries.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.top.root()
    }

    /// The hashes beside the way from the root of block `number` to the root of the tree.
    pub fn above(&mut self, number: usize) -> &[Hash] {
        self.paths.entry(number).or_insert_with(|| self.top.path(number))
    }
}

/// Whether the entry with this leaf hash stands at place `at` of the log of `size` entries with this root.
#[must_use]
pub fn proves(leaf: Hash, at: u64, path: &[Hash], size: u64, root: &Hash) -> bool {
    if at >= size {
        return false;
    }
    let (mut here, mut last, mut hash) = (at, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if here & 1 == 1 || here == last {
            hash = node_hash(beside, &hash);
            while here & 1 == 0 && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, beside);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::{Head, leaf_hash};

    fn leaves(count: usize) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    #[test]
    fn every_entry_of_every_small_log_is_proved_and_at_no_other_place() {
        for size in 1..70usize {
            let all = leaves(size);
            let mut head = Head::empty();
            all.iter().for_each(|leaf| head.append(*leaf));
            let block = Block::of(all.clone());
            assert_eq!(block.root(), head.root(), "{size}");
            for (at, leaf) in all.iter().enumerate() {
                let path = block.path(at);
                let proved = |place: usize| proves(*leaf, place as u64, &path, size as u64, &head.root());
                assert!(proved(at), "{at} of {size}");
                assert!((0..size + 2).all(|place| place == at || !proved(place)), "{at} of {size}");
            }
        }
    }

    #[test]
    fn a_log_of_several_blocks_is_proved_from_each() {
        for size in
            [BLOCK_ENTRIES - 1, BLOCK_ENTRIES, BLOCK_ENTRIES + 1, 3 * BLOCK_ENTRIES, 5 * BLOCK_ENTRIES + 7]
        {
            let all = leaves(size);
            let mut head = Head::empty();
            all.iter().for_each(|leaf| head.append(*leaf));
            let blocks: Vec<Block> = all.chunks(BLOCK_ENTRIES).map(|part| Block::of(part.to_vec())).collect();
            let mut tree = Tree::of(size as u64, blocks.iter().map(Block::root).collect());
            assert_eq!(tree.root(), head.root(), "{size}");
            for (at, leaf) in all.iter().enumerate().step_by(97).chain(all.iter().enumerate().skip(size - 3))
            {
                let mut path = blocks[at / BLOCK_ENTRIES].path(at % BLOCK_ENTRIES);
                path.extend_from_slice(tree.above(at / BLOCK_ENTRIES));
                assert!(proves(*leaf, at as u64, &path, size as u64, &head.root()), "{at} of {size}");
                let mut other = path.clone();
                other[0][0] ^= 1;
                assert!(!proves(*leaf, at as u64, &other, size as u64, &head.root()));
                assert!(!proves(*leaf, at as u64, &path[1..], size as u64, &head.root()));
            }
        }
    }
}
