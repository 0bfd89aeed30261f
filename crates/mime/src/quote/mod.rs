//! What the author wrote, without what they quoted and without their signature.
//!
//! Works on lines. Only lines are left out, never parts of one, so the visible text is a subsequence of the text. When
//! nothing would be left, the whole text is shown.

mod line;
mod words;

use line::Kind;

/// Lines of a signature below `-- `.
const SIGNATURE_LINES_MAX: usize = 60;
/// Lines of a signature below `--` without the space: senders use that as a rule, too.
const LOOSE_SIGNATURE_LINES_MAX: usize = 12;

/// The visible text. Linear in the text's length.
#[must_use]
pub fn visible(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut keep = vec![true; lines.len()];
    hide_quotes(&lines, &mut keep);
    if nothing_left(&lines, &keep) {
        // The mail is one quote (a forward, or an empty answer): show it, without looking further.
        return text.trim().to_owned();
    }
    let quoted = keep.clone();
    hide_signatures(&lines, &mut keep);
    if nothing_left(&lines, &keep) {
        keep = quoted;
    }
    join(&lines, &keep)
}

fn nothing_left(lines: &[&str], keep: &[bool]) -> bool {
    lines.iter().zip(keep).all(|(line, keep)| !keep || line::is_blank(line))
}

/// Joins the kept lines; blank lines next to left-out ones count once.
fn join(lines: &[&str], keep: &[bool]) -> String {
    let mut out = String::new();
    let mut gap = false;
    let mut blank = 0_usize;
    for (line, keep) in lines.iter().zip(keep) {
        if !keep {
            gap = true;
        } else if line::is_blank(line) {
            blank += 1;
        } else {
            if !out.is_empty() {
                let breaks = if gap { blank.min(1) } else { blank };
                out.push_str(&"\n".repeat(breaks + 1));
            }
            out.push_str(line.trim_end());
            (gap, blank) = (false, 0);
        }
    }
    out.trim().to_owned()
}

fn hide_quotes(lines: &[&str], keep: &mut [bool]) {
    let kinds: Vec<Kind> = (0..lines.len()).map(|i| line::kind(lines, i)).collect();
    let mut at = 0;
    let mut written = false;
    while let Some(kind) = kinds.get(at) {
        match kind {
            Kind::Quoted => hide(keep, at, at + 1),
            Kind::Rest if written => return hide(keep, at, lines.len()),
            Kind::Attribution(len) => {
                let after = next_written(lines, at + len);
                match after.and_then(|i| kinds.get(i)) {
                    Some(Kind::Quoted) => hide(keep, at, at + len),
                    Some(_) if written && line::is_sure_attribution(lines, at, *len) => {
                        return hide(keep, at, lines.len());
                    }
                    None if written => hide(keep, at, at + len),
                    _ => {}
                }
                written |= keep.get(at).copied().unwrap_or(false);
                at += len - 1;
            }
            // A forward without a word of one's own: what was forwarded is what there is to read.
            Kind::Rest => return,
            Kind::Plain => written = true,
            Kind::Blank => {}
        }
        at += 1;
    }
}

fn hide(keep: &mut [bool], from: usize, to: usize) {
    for flag in keep.iter_mut().take(to).skip(from) {
        *flag = false;
    }
}

fn next_written(lines: &[&str], from: usize) -> Option<usize> {
    (from..lines.len()).find(|i| lines.get(*i).is_some_and(|l| !line::is_blank(l)))
}

/// Hides what stands between a signature mark and the next quote or the end, and the footers of phones.
fn hide_signatures(lines: &[&str], keep: &mut [bool]) {
    let mut at = 0;
    while at < lines.len() {
        let end = (at..lines.len()).find(|i| keep.get(*i) != Some(&true)).unwrap_or(lines.len());
        hide_signature(lines, keep, at, end);
        at = (end..lines.len()).find(|i| keep.get(*i) == Some(&true)).unwrap_or(lines.len());
    }
}

/// The same within one stretch of visible lines.
fn hide_signature(lines: &[&str], keep: &mut [bool], from: usize, to: usize) {
    let stretch = lines.get(from..to).unwrap_or_default();
    let count = |at: usize| stretch.iter().skip(at + 1).filter(|l| !line::is_blank(l)).count();
    let mark = stretch.iter().rposition(|l| line::is_signature_mark(l)).filter(|at| {
        let exact = stretch.get(*at).is_some_and(|l| *l == "-- ");
        count(*at) <= if exact { SIGNATURE_LINES_MAX } else { LOOSE_SIGNATURE_LINES_MAX }
    });
    let mut end = to;
    if let Some(at) = mark {
        hide(keep, from + at, to);
        end = from + at;
    }
    // Footers stand last; two of them at most ("Sent from my phone", "Get Outlook for iOS").
    for _ in 0..2 {
        let last = (from..end).rev().find(|i| lines.get(*i).is_some_and(|l| !line::is_blank(l)));
        match last.filter(|i| lines.get(*i).is_some_and(|l| line::is_footer(l))) {
            Some(at) => {
                hide(keep, at, end);
                end = at;
            }
            None => break,
        }
    }
}
