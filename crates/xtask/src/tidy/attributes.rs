//! No lint is switched off without a reason, no test is put to sleep, and none stands where it would never run.

use super::{Finding, SourceFile};

const BANNED: &[(&str, &str)] = &[
    ("allow", "write #[expect(…, reason = \"…\")]: it also tells when it is no longer needed"),
    (
        "ignore",
        "a sleeping test proves nothing: mend it, delete it, or skip at run time with a printed reason",
    ),
];

/// Sources of a library that is not built for tests (`[lib] test = false`), and where its tests are.
const UNTESTED: &[(&str, &str)] = &[("crates/web/src/", "crates/web/tests/parts")];

/// Looks through code without comments and strings.
pub(super) fn check(file: &SourceFile, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let elsewhere = UNTESTED.iter().find(|(folder, _)| file.path.starts_with(folder));
    for (index, line) in code.lines().enumerate() {
        let squeezed: String = line.split_whitespace().collect();
        if let Some((_, place)) = elsewhere
            && ["#[test]", "#[cfg(test)", "#[tokio::test"].iter().any(|test| squeezed.contains(test))
        {
            findings.push(Finding::new(
                &file.path,
                index + 1,
                format!("a test here would never run: put it into {place}"),
            ));
        }
        for (name, advice) in BANNED {
            let plain = ["#[", "#!["].iter().any(|open| {
                let rest = squeezed.split_once(&format!("{open}{name}")).map(|(_, rest)| rest);
                rest.is_some_and(|rest| rest.starts_with(['(', ']', '=']))
            });
            let conditional = squeezed.contains("[cfg_attr(")
                && [format!(",{name}("), format!(",{name})"), format!(",{name}=")]
                    .iter()
                    .any(|pattern| squeezed.contains(pattern));
            let is_found = plain || conditional;
            if is_found {
                findings.push(Finding::new(&file.path, index + 1, format!("#[{name}]: {advice}")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::planted;
    use super::*;

    fn count(text: &str) -> usize {
        check(&planted("a.rs", text), text).len()
    }

    #[test]
    fn allow_and_ignore_are_found_and_expect_is_not() {
        assert_eq!(count("#[allow(dead_code)]\nfn a() {}"), 1);
        assert_eq!(count("#![allow(dead_code)]"), 1);
        assert_eq!(count("#[cfg_attr(test, allow(dead_code))]"), 1);
        assert_eq!(count("#[test]\n#[ignore = \"slow\"]\nfn a() {}"), 1);
        assert_eq!(count("#[cfg_attr(miri, ignore)]"), 1);
        let measured = crate::tidy::scrub::code_only("#[ignore = \"a measurement: run with --release\"]");
        assert_eq!(check(&planted("a.rs", &measured), &measured).len(), 1);
        assert_eq!(count("#[expect(dead_code, reason = \"r\")]"), 0);
        assert_eq!(count("#[allowance]"), 0);
    }

    #[test]
    fn a_test_that_would_never_run_is_found() {
        let count = |path: &str, text: &str| check(&planted(path, text), text).len();
        assert_eq!(count("crates/web/src/pages/a.rs", "#[cfg(test)]\nmod tests {\n#[test]\nfn a() {}\n}"), 2);
        assert_eq!(count("crates/web/tests/parts/a.rs", "#[test]\nfn a() {}"), 0);
        assert_eq!(count("crates/app/src/a.rs", "#[test]\nfn a() {}"), 0);
    }
}
