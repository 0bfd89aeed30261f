//! How many rows go in one write: as many as the writer is held for shortly, whatever machine it is and however much hangs on
//! each of them. Whoever waits to write meanwhile waits no longer than for a write of somebody else's.

/// A write holds the writer about that long at most.
const HELD_US: u64 = 750;
/// Rows of the first write.
const ROWS_FIRST: usize = 8;
/// Rows of a write at most: a statement takes that many.
const ROWS_MAX: usize = 64;

/// How many rows go in the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    rows: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { rows: ROWS_FIRST }
    }
}

impl Pace {
    /// Takes what goes in the next write from the front of what is left.
    pub(super) fn take<'a, T>(self, left: &mut &'a [T]) -> &'a [T] {
        let (few, rest) = left.split_at(self.rows.min(left.len()));
        *left = rest;
        few
    }

    /// Learns from a write of so many rows. A write that took too long halves the next one; one that took less than half of what
    /// it may adds a row, where it was a full one.
    pub(super) fn took(&mut self, rows: usize, held_us: u64) {
        if held_us > HELD_US {
            self.rows = (rows / 2).max(1);
        } else if held_us < HELD_US / 2 && rows >= self.rows {
            self.rows = (self.rows + 1).min(ROWS_MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_took_long_is_followed_by_smaller_ones() {
        let mut pace = Pace::default();
        let mut left: &[i32] = &[0; 20];
        assert_eq!((pace.take(&mut left).len(), left.len()), (8, 12));
        pace.took(8, HELD_US + 1);
        assert_eq!(pace.take(&mut left).len(), 4);
        for _ in 0..10 {
            pace.took(1, HELD_US * 100);
        }
        assert_eq!((pace.take(&mut left).len(), left.len()), (1, 7));
    }

    #[test]
    fn writes_grow_up_to_their_limits() {
        let mut pace = Pace::default();
        pace.took(8, HELD_US);
        assert_eq!(pace.rows, 8, "it took as long as it may");
        pace.took(7, 0);
        assert_eq!(pace.rows, 8, "fewer rows say nothing about that many");
        for _ in 0..100 {
            pace.took(pace.rows, 0);
        }
        assert_eq!(pace.rows, ROWS_MAX);
        let mut left: &[i32] = &[0; 20];
        assert_eq!((pace.take(&mut left).len(), left.len()), (20, 0));
    }
}
