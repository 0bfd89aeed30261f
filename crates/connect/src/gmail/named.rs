//! Whom a mail names in its head. Google takes the recipients from there and knows no envelope.

use crate::connector::Envelope;

/// What has to be done to a mail so that it goes to the recipients of its envelope and to nobody else.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(super) enum Naming {
    /// Recipients that the head does not name: they go into a `Bcc` field, which Google takes out again.
    Hidden(Vec<String>),
    /// The head names somebody whom the envelope does not.
    TooMany,
    /// A recipient that cannot stand in a head.
    Unusable,
}

/// The fields of a mail's head, by name and value; folded lines are joined.
fn fields(raw: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in raw.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push_str(&line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
        }
    }
    fields
}

/// Whether the head answers another mail: Google takes a mail into a conversation only then.
pub(super) fn is_answer(raw: &[u8]) -> bool {
    let fields = fields(raw);
    let has = |name: &str| fields.iter().any(|(field, value)| field == name && !value.trim().is_empty());
    (has("in-reply-to") || has("references")) && has("subject")
}

/// The addresses of an address list (RFC 5322 3.4), without names, comments and groups' names.
fn addresses(list: &str) -> Vec<String> {
    let (mut found, mut bare, mut angle) = (Vec::new(), String::new(), None::<String>);
    let (mut is_quoted, mut is_escaped, mut depth) = (false, false, 0_u32);
    for c in list.chars().chain(std::iter::once(',')) {
        let is_plain = !is_escaped && !is_quoted && depth == 0;
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' && (is_quoted || depth > 0) {
            is_escaped = true;
        } else if c == '"' && depth == 0 {
            is_quoted = !is_quoted;
        } else if c == '(' && !is_quoted {
            depth += 1;
            continue;
        } else if c == ')' && depth > 0 {
            depth -= 1;
            continue;
        }
        if depth > 0 {
            continue;
        }
        match c {
            '<' if is_plain => angle = Some(String::new()),
            '>' if is_plain => {}
            ':' if is_plain && angle.is_none() => bare.clear(),
            ',' | ';' if is_plain => {
                let one = angle.take().unwrap_or_else(|| std::mem::take(&mut bare));
                bare.clear();
                found.extend(Some(one.trim().to_lowercase()).filter(|one| one.contains('@')));
            }
            _ => angle.as_mut().unwrap_or(&mut bare).push(c),
        }
    }
    found
}

/// Compares the head with the envelope.
pub(super) fn naming(envelope: &Envelope, raw: &[u8]) -> Naming {
    let is_unfit = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | ':');
    if envelope.to.is_empty() || envelope.to.iter().any(|to| to.contains(is_unfit) || !to.contains('@')) {
        return Naming::Unusable;
    }
    let recipients = ["to", "cc", "bcc"];
    let fields = fields(raw);
    let named: Vec<String> = fields
        .iter()
        .filter(|(name, _)| recipients.contains(&name.as_str()))
        .flat_map(|(_, value)| addresses(value))
        .collect();
    let wanted: Vec<String> = envelope.to.iter().map(|to| to.to_lowercase()).collect();
    if named.iter().any(|one| !wanted.contains(one)) {
        return Naming::TooMany;
    }
    let hidden = envelope.to.iter().zip(&wanted).filter(|(_, to)| !named.contains(to));
    Naming::Hidden(hidden.map(|(to, _)| to.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(to: &[&str], head: &str) -> Naming {
        let to = to.iter().map(|to| (*to).to_owned()).collect();
        let envelope = Envelope { from: String::new(), to, thread: None };
        naming(&envelope, format!("{head}\r\n\r\nTo: nobody@x.test\r\n").as_bytes())
    }

    fn hidden(to: &[&str]) -> Naming {
        Naming::Hidden(to.iter().map(|to| (*to).to_owned()).collect())
    }

    #[test]
    fn addresses_are_found_whatever_stands_around_them() {
        let found = |list: &str| addresses(list).join(" ");
        assert_eq!(found("a@x.test, B <B@X.test>"), "a@x.test b@x.test");
        assert_eq!(found("\"c@y.test, <d@y.test>\" <a@x.test>"), "a@x.test");
        assert_eq!(found("a@x.test (b@y.test, (c) d@y.test), \"q \\\" ,\" <e@x.test>"), "a@x.test e@x.test");
        assert_eq!(found("undisclosed-recipients:;"), "");
        assert_eq!(found("team: a@x.test, b@x.test; , c@x.test"), "a@x.test b@x.test c@x.test");
        assert_eq!(found("\"odd name\"@x.test"), "\"odd name\"@x.test");
        assert_eq!(found(""), "");
    }

    #[test]
    fn whom_the_head_does_not_name_is_named_apart() {
        let head = "From: s@x.test\r\nTo: Ann <ann@x.test>,\r\n\tBob <bob@x.test>\r\nCC: c@x.test\r\nSubject: to: z@x.test";
        assert_eq!(of(&["ann@x.test", "BOB@x.test", "c@x.test"], head), hidden(&[]));
        assert_eq!(of(&["ann@x.test", "bob@x.test", "c@x.test", "D@x.test"], head), hidden(&["D@x.test"]));
        assert_eq!(of(&["d@x.test"], "To: \"d@x.test\" <other@x.test>"), Naming::TooMany);
        assert_eq!(of(&["ann@x.test"], head), Naming::TooMany);
        assert_eq!(of(&["d@x.test"], "From: s@x.test\nTo: undisclosed-recipients:;"), hidden(&["d@x.test"]));
        for unusable in ["a b@x.test", "a@x.test\r\nX: y", "a@x.test,b@x.test", "a", "<a@x.test>"] {
            assert_eq!(of(&[unusable], head), Naming::Unusable, "{unusable}");
        }
        assert_eq!(of(&[], head), Naming::Unusable);
    }

    #[test]
    fn an_answer_names_what_it_answers() {
        assert!(is_answer(b"Subject: Re: x\r\nIn-Reply-To: <a@x.test>\r\n\r\n"));
        assert!(is_answer(b"References:\r\n <a@x.test>\r\nSubject: x\r\n\r\n"));
        assert!(!is_answer(b"Subject: x\r\n\r\nIn-Reply-To: <a@x.test>\r\n"));
        assert!(
            !is_answer(b"In-Reply-To: <a@x.test>\r\n\r\n")
                && !is_answer(b"Subject: x\r\nReferences:\r\n\r\n")
        );
    }
}
