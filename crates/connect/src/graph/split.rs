//! A mail without its attachments, and the attachments: what does not fit into one request goes out in several.

use super::header::fields;

/// A mail taken apart.
pub(super) struct Split {
    /// The mail with the parts that are no attachments.
    pub(super) rest: Vec<u8>,
    /// The others, in their order.
    pub(super) files: Vec<mime::Attachment>,
}

/// Takes the attachments out of a `multipart/mixed` (RFC 2046 5.1); `None` for a mail that has none there. `raw` has CRLF
/// line ends.
pub(super) fn split(raw: &[u8]) -> Option<Split> {
    let head = fields(raw);
    let kind = head.iter().find_map(|field| value(raw.get(field.clone())?, "content-type"))?;
    let boundary = boundary(&kind)?;
    let (open, close) = (format!("--{boundary}\r\n"), format!("--{boundary}--"));
    let (mut marks, mut at, mut end) = (Vec::new(), 0, None);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line == open.as_bytes() {
            marks.push(at);
        } else if line.starts_with(close.as_bytes()) {
            end = Some(at);
            break;
        }
        at += line.len();
    }
    let (first, end) = (*marks.first()?, end?);
    let mut rest = raw.get(..first)?.to_vec();
    let mut files = Vec::new();
    for (n, mark) in marks.iter().enumerate() {
        let piece = raw.get(*mark..marks.get(n + 1).copied().unwrap_or(end))?;
        let part = piece.get(open.len()..)?;
        match attachment(part) {
            // The first part is the text.
            Some(file) if n > 0 => files.push(file),
            _ => rest.extend_from_slice(piece),
        }
    }
    rest.extend_from_slice(raw.get(end..)?);
    (!files.is_empty()).then_some(Split { rest, files })
}

/// The file of a part that is one to be saved.
fn attachment(part: &[u8]) -> Option<mime::Attachment> {
    let how = fields(part).iter().find_map(|field| value(part.get(field.clone())?, "content-disposition"))?;
    let is_attachment = how.split(';').next()?.trim().eq_ignore_ascii_case("attachment");
    is_attachment.then(|| mime::attachment(part, 0))?
}

/// A field's value, unfolded, when it has this name.
pub(super) fn value(field: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(field);
    let (found, value) = text.split_once(':')?;
    found.trim_end().eq_ignore_ascii_case(name).then(|| value.replace("\r\n", "").trim().to_owned())
}

/// The boundary of a `multipart/mixed`.
fn boundary(kind: &str) -> Option<String> {
    let mut parameters = kind.split(';').map(str::trim);
    parameters.next().filter(|kind| kind.eq_ignore_ascii_case("multipart/mixed"))?;
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then_some(value.trim())
    })?;
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    (!value.is_empty() && value.len() <= 70 && !value.contains('\\')).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_are_taken_out_and_the_text_stays() {
        let raw = "Subject: s\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_m\"\r\n\r\n--=_m\r\nContent-Type: text/plain\r\n\r\n\
                   Text\r\n--=_m\r\nContent-Type: text/csv; name=\"a.csv\"\r\nContent-Disposition: attachment;\r\n \
                   filename*=utf-8''%C3%A9.csv\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxi\r\n--=_m\r\n\
                   Content-Disposition: inline\r\n\r\nstays\r\n--=_m--\r\n";
        let split = split(raw.as_bytes()).unwrap();
        let rest = String::from_utf8(split.rest).unwrap();
        assert!(
            rest.contains("Text\r\n--=_m\r\nContent-Disposition: inline\r\n\r\nstays\r\n--=_m--"),
            "{rest}"
        );
        let [file] = split.files.as_slice() else { panic!("{} files", split.files.len()) };
        assert_eq!(
            (file.name.as_str(), file.content_type.as_str(), file.bytes.as_slice()),
            ("\u{e9}.csv", "text/csv", &b"a,b"[..])
        );
    }

    #[test]
    fn what_has_no_attachments_is_not_taken_apart() {
        for raw in [
            "Subject: x\r\n\r\ntext",
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx",
            "Content-Type: multipart/mixed\r\n\r\n",
        ] {
            assert!(split(raw.as_bytes()).is_none(), "{raw}");
        }
    }
}
