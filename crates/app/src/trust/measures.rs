//! The technical and organisational measures that a running system can show: each leads to the promises by which it is
//! checked (C39).

/// A measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its word: the key of its text is `measure-` and this.
    pub word: &'static str,
    /// The clauses whose checks show whether it works.
    pub clauses: &'static [u16],
}

const fn one(word: &'static str, clauses: &'static [u16]) -> Measure {
    Measure { word, clauses }
}

/// All of them.
pub const MEASURES: &[Measure] = &[
    one("rest", &[34, 87]),
    one("transit", &[33]),
    one("access", &[35, 88]),
    one("log", &[36]),
    one("watch", &[37]),
    one("unaltered", &[86]),
    one("backups", &[44, 45]),
    one("erasure", &[41, 42, 46, 66, 115, 116]),
    one("retention", &[43, 90, 91, 93]),
    one("ways-out", &[27, 28, 29, 30]),
    one("places", &[83, 84, 85]),
    one("no-training", &[50, 53]),
    one("rights", &[64, 65, 67, 69, 70, 72]),
    one("sub-processors", &[79, 80]),
    one("record", &[82]),
];

#[cfg(test)]
mod tests {
    use super::MEASURES;

    #[test]
    fn each_measure_leads_to_a_check() {
        let checked: Vec<u16> =
            crate::verify::words().iter().flat_map(|(_, clauses)| clauses.to_vec()).collect();
        for measure in MEASURES {
            assert!(!measure.clauses.is_empty(), "{}", measure.word);
            for clause in measure.clauses {
                assert!(checked.contains(clause), "{}: nothing checks C{clause}", measure.word);
            }
        }
    }
}
