//! A file holds one idea, a function fits on a screen.

use super::{Finding, SourceFile};

const FILE_LINES_MAX: usize = 500;
const TEST_FILE_LINES_MAX: usize = 800;
const FUNCTION_LINES_MAX: usize = 70;

/// `code` is the file without comments and strings, line for line.
pub(super) fn check(file: &SourceFile, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = file.text.lines().count();
    let is_test =
        file.path.contains("/tests/") || file.path.starts_with("tests/") || file.path.ends_with("tests.rs");
    let limit = if is_test { TEST_FILE_LINES_MAX } else { FILE_LINES_MAX };
    if lines > limit {
        let message = format!("{lines} lines, at most {limit}: split it by idea");
        findings.push(Finding::new(&file.path, 1, message));
    }
    for (line, length) in functions(code) {
        if length > FUNCTION_LINES_MAX {
            let message =
                format!("a function of {length} lines, at most {FUNCTION_LINES_MAX}: name its steps");
            findings.push(Finding::new(&file.path, line, message));
        }
    }
    findings
}

/// First line and length in lines of every function with a body.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // Functions that are open: first line, and the depth outside of their body (once it has begun).
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut depth = 0_usize;
    // `;` inside brackets or parentheses (`[u8; 4]`) does not end a signature.
    let mut nested = 0_usize;
    for (index, line) in code.lines().enumerate() {
        let mut word = String::new();
        for character in line.chars().chain(['\n']) {
            if character.is_alphanumeric() || character == '_' {
                word.push(character);
                continue;
            }
            // `fn(` is a type, `fn name` a function.
            if word == "fn" && character != '(' {
                open.push((index + 1, None));
            }
            word.clear();
            match character {
                '(' | '[' => nested += 1,
                ')' | ']' => nested = nested.saturating_sub(1),
                '{' => {
                    if let Some((_, body)) = open.last_mut() {
                        body.get_or_insert(depth);
                    }
                    depth += 1;
                }
                '}' => {
                    depth = depth.saturating_sub(1);
                    if let Some((first, _)) = open.pop_if(|(_, body)| *body == Some(depth)) {
                        found.push((first, index + 2 - first));
                    }
                }
                ';' if nested == 0 => {
                    open.pop_if(|(_, body)| body.is_none());
                }
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::planted;
    use super::*;

    #[test]
    fn a_long_file_is_found_and_a_test_may_be_longer() {
        let text = "// line\n".repeat(501);
        assert_eq!(check(&planted("crates/app/src/a.rs", &text), &text).len(), 1);
        assert_eq!(check(&planted("crates/app/tests/a.rs", &text), &text).len(), 0);
        let text = "// line\n".repeat(801);
        assert_eq!(check(&planted("crates/app/tests/a.rs", &text), &text).len(), 1);
    }

    #[test]
    fn a_long_function_is_found_at_its_first_line() {
        let long = format!("\nimpl A {{\n    fn a() {{\n{}    }}\n}}\n", "        x();\n".repeat(69));
        let findings = check(&planted("a.rs", &long), &long);
        assert_eq!(findings, [Finding::new("a.rs", 3, findings[0].message.clone())]);
        let fitting = format!("fn a() {{\n{}}}\n", "    x();\n".repeat(68));
        assert!(check(&planted("a.rs", &fitting), &fitting).is_empty());
    }

    #[test]
    fn declarations_types_and_inner_functions_are_told_apart() {
        let code =
            "trait T {\n    fn a(x: [u8; 4]);\n    fn b() {\n        fn c() {}\n    }\n}\ntype F = fn(u8);\n";
        assert_eq!(functions(code), [(4, 1), (3, 3)]);
    }
}
