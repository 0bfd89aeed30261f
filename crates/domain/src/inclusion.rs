//! Proofs that an entry stands in a log (RFC 9162 2.1.3): the hashes beside the way from the entry to the root. A tree
//! of any size is held by the roots of its blocks; what is below a block is worked out when its entries are at hand.

use crate::merkle::{BadHead, Hash, Head, node_hash};
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

    /// The hash of entry `at`.
    #[must_use]
    pub fn leaf(&self, at: usize) -> Option<Hash> {
        self.layers.first()?.get(at).copied()
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

/// What is kept of the entries of a log that were removed, the oldest: the roots of whole blocks, and the leaf hashes of the
/// block that is not whole. With it every proof about what is left is what it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beginning {
    /// Roots of whole blocks, in order.
    pub roots: Vec<Hash>,
    /// Leaf hashes of the entries after them, fewer than a block's.
    pub leaves: Vec<Hash>,
}

impl Beginning {
    /// Entries that were removed: the place of the first that is left.
    #[must_use]
    pub const fn entries(&self) -> usize {
        self.first_hashed() + self.leaves.len()
    }

    /// The place of the first entry whose leaf hash is at hand.
    #[must_use]
    pub const fn first_hashed(&self) -> usize {
        self.roots.len() * BLOCK_ENTRIES
    }

    /// The head of the log as it was after them.
    ///
    /// # Errors
    /// [`BadHead`] where there are more leaf hashes than a block has.
    pub fn head(&self) -> Result<Head, BadHead> {
        if self.leaves.len() >= BLOCK_ENTRIES {
            return Err(BadHead);
        }
        let mut head = Head::empty();
        for root in &self.roots {
            head.append_tree(*root, BLOCK_HEIGHT)?;
        }
        self.leaves.iter().for_each(|leaf| head.append(*leaf));
        Ok(head)
    }

    /// What is kept when entries with these leaf hashes, the next ones, are removed too.
    #[must_use]
    pub fn and(mut self, more: &[Hash]) -> Self {
        self.leaves.extend_from_slice(more);
        while self.leaves.len() >= BLOCK_ENTRIES {
            let rest = self.leaves.split_off(BLOCK_ENTRIES);
            self.roots.push(Block::of(std::mem::replace(&mut self.leaves, rest)).root());
        }
        self
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
    fn what_is_left_is_proved_when_the_oldest_are_removed() {
        let all = leaves(3 * BLOCK_ENTRIES + 7);
        let size = all.len();
        for removed in [1, 700, BLOCK_ENTRIES, BLOCK_ENTRIES + 1, 2 * BLOCK_ENTRIES + 500, size] {
            // At once, and bit by bit.
            let beginning = Beginning::default().and(&all[..removed]);
            let bits = all[..removed].chunks(333).fold(Beginning::default(), |kept, some| kept.and(some));
            assert_eq!((&beginning, beginning.entries()), (&bits, removed));
            let mut head = beginning.head().unwrap();
            all[removed..].iter().for_each(|leaf| head.append(*leaf));
            let first = beginning.first_hashed();
            let known: Vec<Hash> = beginning.leaves.iter().chain(&all[removed..]).copied().collect();
            let blocks: Vec<Block> =
                known.chunks(BLOCK_ENTRIES).map(|part| Block::of(part.to_vec())).collect();
            let roots = beginning.roots.iter().copied().chain(blocks.iter().map(Block::root)).collect();
            let mut tree = Tree::of(size as u64, roots);
            assert_eq!(tree.root(), head.root());
            for at in (removed..size).step_by(97) {
                let mut path = blocks[(at - first) / BLOCK_ENTRIES].path(at % BLOCK_ENTRIES);
                path.extend_from_slice(tree.above(at / BLOCK_ENTRIES));
                assert!(
                    proves(all[at], at as u64, &path, size as u64, &head.root()),
                    "{at} without {removed}"
                );
            }
        }
        let full = Beginning { roots: Vec::new(), leaves: leaves(BLOCK_ENTRIES) };
        assert_eq!(full.head(), Err(BadHead));
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
