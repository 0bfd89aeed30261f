//! What became another between two texts, line by line.

use similar::{ChangeTag, TextDiff};

/// What happened to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is in both.
    Same,
    /// It is in the later one alone.
    Added,
    /// It is in the earlier one alone.
    Removed,
}

/// A line of either text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What happened to it.
    pub mark: Mark,
    /// The line.
    pub text: String,
}

/// Lines around a change that are shown with it.
const AROUND: usize = 2;

/// The changes between two texts, with some lines around each; groups of lines that lie apart.
#[must_use]
pub fn compare(earlier: &str, later: &str) -> Vec<Vec<Line>> {
    let diff = TextDiff::from_lines(earlier, later);
    let line = |change: similar::Change<&str>| Line {
        mark: match change.tag() {
            ChangeTag::Equal => Mark::Same,
            ChangeTag::Insert => Mark::Added,
            ChangeTag::Delete => Mark::Removed,
        },
        text: change.value().trim_end_matches(['\r', '\n']).to_owned(),
    };
    let group = |ops: &Vec<similar::DiffOp>| {
        ops.iter().flat_map(|op| diff.iter_changes(op)).map(line).collect::<Vec<Line>>()
    };
    diff.grouped_ops(AROUND).iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_there_before_and_after() {
        let groups =
            compare("# Terms\n\nPay in 30 days.\n\nBe kind.\n", "# Terms\n\nPay in 14 days.\n\nBe kind.\n");
        assert_eq!(groups.len(), 1);
        let marked: Vec<(Mark, &str)> = groups[0]
            .iter()
            .filter(|line| line.mark != Mark::Same)
            .map(|l| (l.mark, l.text.as_str()))
            .collect();
        assert_eq!(marked, [(Mark::Removed, "Pay in 30 days."), (Mark::Added, "Pay in 14 days.")]);
        assert!(compare("same\n", "same\n").is_empty());
    }
}
