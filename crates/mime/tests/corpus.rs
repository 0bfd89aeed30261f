//! One real file per mail bug, with its expected reading beside it. To add a case: put the mail into
//! `tests/corpus/<kind>/`, run with `INSTA_UPDATE=always`, and read the new `.snap` before committing it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

#[derive(Serialize)]
struct Snapshot {
    reading: mime::Reading,
    oddities: Vec<String>,
    remote_images: u32,
    auto_reply_allowed: bool,
    loop_token: Option<String>,
    return_path: Option<String>,
    subject_token: Option<u64>,
    authentication_results: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<domain::record::Authentication>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trackers: Vec<String>,
    bounce: Option<String>,
    folded_html: Option<(String, Option<String>)>,
}

fn files(kind: &Path) -> Vec<PathBuf> {
    let mut list: Vec<PathBuf> = fs::read_dir(kind).unwrap().map(|e| e.unwrap().path()).collect();
    list.retain(|p| p.extension().is_some_and(|e| e == "eml"));
    list.sort();
    list
}

fn snapshot(raw: &[u8]) -> Snapshot {
    let mail = mime::read(raw);
    Snapshot {
        reading: mime::reading(raw),
        oddities: mail.content.oddities.clone(),
        remote_images: mail.content.remote_images,
        auto_reply_allowed: mail.auto_reply_allowed,
        loop_token: mail.loop_token,
        return_path: mail.return_path,
        subject_token: mail.subject_token,
        verdict: mime::verdict(&mail.auth_headers, &["imap.acme.test".to_owned()]),
        authentication_results: mail.auth_headers.authentication_results,
        trackers: trackers(mail.content.html.as_deref().unwrap_or_default()),
        bounce: mail.bounce.map(|b| format!("{b:?}")),
        folded_html: mail
            .content
            .html
            .as_deref()
            .map(mime::fold_quotes)
            .filter(|(_, quoted)| quoted.is_some()),
    }
}

fn trackers(html: &str) -> Vec<String> {
    let images = mime::remote_images(html).into_iter();
    images.filter_map(|image| Some(format!("{}: {:?}", image.host, image.tracker?))).collect()
}

#[test]
fn every_mail_reads_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut cases = 0;
    let mut wrong = Vec::new();
    for kind in fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&kind);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for file in files(&kind) {
            cases += 1;
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let seen = snapshot(&fs::read(&file).unwrap());
            let compared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                settings.bind(|| insta::assert_json_snapshot!(name.as_str(), seen));
            }));
            if compared.is_err() {
                wrong.push(file);
            }
        }
    }
    assert!(cases >= 120, "the corpus lost cases: {cases}");
    assert!(wrong.is_empty(), "not as expected: {wrong:#?}");
}
