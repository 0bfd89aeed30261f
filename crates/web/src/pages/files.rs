//! The files of a message, as a page shows them.

use super::list::Words;
use super::preview::{self, Kind};
use super::time;
use app::view::MessageView;
use domain::ScanState;
use domain::limits::PREVIEWS_MAX;

/// An attachment.
pub struct File {
    pub name: String,
    pub size: String,
    pub label: String,
    pub href: Option<String>,
    pub preview: Option<Preview>,
    /// When it was erased.
    pub erased_iso: Option<String>,
    /// Where an admin erases it.
    pub erase: Option<String>,
}

/// The way to look at an attachment.
pub struct Preview {
    pub href: String,
    pub label: String,
    pub drawn: bool,
}

/// The files of a message that are no pictures in its text.
pub(super) fn files(words: &Words<'_>, message: &MessageView) -> Vec<File> {
    let mut drawn = 0;
    let shown = message.attachments.iter().filter(|file| !(file.inline && message.html.is_some()));
    shown
        .map(|file| {
            if let Some(at) = file.erased_at {
                return erased(at);
            }
            let size = time::size(words.texts, file.size_bytes);
            let is_handed_out = message.scan != ScanState::Infected;
            let href = format!("/messages/{}/attachments/{}", message.id, file.part);
            let kind = preview::kind(file).filter(|_| is_handed_out);
            let preview = kind.map(|kind| {
                drawn += usize::from(kind == Kind::Image);
                Preview {
                    href: format!("{href}/preview"),
                    label: words.texts.t_args("attachment-open", &[("name", file.name.as_str())]),
                    drawn: kind == Kind::Image && drawn <= PREVIEWS_MAX,
                }
            });
            File {
                label: words
                    .texts
                    .t_args("attachment-download", &[("name", file.name.as_str()), ("size", size.as_str())]),
                href: is_handed_out.then_some(href),
                name: file.name.clone(),
                preview,
                size,
                erased_iso: None,
                erase: message.has_raw.then(|| {
                    format!("/erasures/new?scope=attachment&subject={}&part={}", message.id, file.part)
                }),
            }
        })
        .collect()
}

/// What is shown in the place of a file that was erased.
fn erased(at: domain::Timestamp) -> File {
    File {
        name: String::new(),
        size: String::new(),
        label: String::new(),
        href: None,
        preview: None,
        erased_iso: Some(time::iso(at)),
        erase: None,
    }
}
