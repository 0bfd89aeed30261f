//! `deskhero document …`

use crate::args::{Data, Document};
use crate::{answer, open};
use anyhow::{Context, Result, bail};
use app::document::{self, Mark, NewRelease};
use app::{App, Ctx, operator};
use domain::DocumentKind;
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// Runs it.
pub async fn run(command: Document) -> Result<()> {
    match command {
        Document::List { data } => list(&data).await,
        Document::Generate { kinds, data } => generate(kinds, &data).await,
        Document::Write { kind, file, language, data } => write(kind, &file, &language, &data).await,
        Document::Show { kind, version, pdf: Some(file), language, data, .. } => {
            let (app, _) = opened(&data).await?;
            let view = document::read(&app, kind, version, Some(&language), app.now()).await?;
            let base = app.settings().public_url.clone().unwrap_or_default();
            let made = web::pages::document_pdf::as_pdf(&view, &base, &app.settings().policy.operator);
            std::fs::write(&file, pdf::make(&made)?).with_context(|| format!("{}", file.display()))?;
            answer::print(data.json, &json!({ "file": file }), |_| format!("{} is written", file.display()))
        }
        Document::Show { kind, version, draft, language, data, pdf: None } => {
            let (app, _) = opened(&data).await?;
            let body = match draft {
                true => draft_of(&app, kind, &language).await?,
                false => document::read(&app, kind, version, Some(&language), app.now()).await?.body,
            };
            answer::print(data.json, &json!({ "text": body }), |_| body.clone())
        }
        Document::Diff { kind, language, data } => diff(kind, &language, &data).await,
        Document::Release { kinds, missing, material, effective, translations_unchanged, data } => {
            release(kinds, missing, (material, translations_unchanged), effective, &data).await
        }
        Document::Signed { kinds, tenant, admin, data } => signed(kinds, &tenant, &admin, &data).await,
        Document::Letters { kind, version, data } => letters(kind, version, &data).await,
        Document::Bounced { files, data } => bounced(&files, &data).await,
    }
}

async fn opened(data: &Data) -> Result<(Arc<App>, Ctx)> {
    let app = open::app(&open::config(data)?).await?;
    let ctx = Ctx::operator(operator::SCOPE, app.now());
    Ok((app, ctx))
}

async fn list(data: &Data) -> Result<()> {
    let (app, ctx) = opened(data).await?;
    let drafts = document::drafts(&app, &ctx).await?;
    let releases = document::list(&app, ctx.now).await?;
    let released: Vec<Value> = releases
        .iter()
        .map(|one| {
            json!({ "kind": one.kind, "version": one.version, "language": one.authoritative, "material": one.material,
                "effective_at_ms": one.effective_at.as_millis(), "holds": one.holds })
        })
        .collect();
    let written: Vec<Value> =
        drafts.iter().map(|one| json!({ "kind": one.kind, "language": one.language })).collect();
    answer::print(data.json, &json!({ "releases": released, "drafts": written }), |_| {
        let release = |one: &document::VersionView| {
            let holds = if one.holds { "  holds" } else { "" };
            format!("{}  version {}  {}{holds}", one.kind, one.version, one.authoritative)
        };
        let draft = |one: &document::DraftView| format!("{}  draft  {}", one.kind, one.language);
        releases.iter().map(release).chain(drafts.iter().map(draft)).collect::<Vec<_>>().join("\n")
    })
}

async fn generate(kinds: Vec<DocumentKind>, data: &Data) -> Result<()> {
    let (app, ctx) = opened(data).await?;
    let kinds = if kinds.is_empty() { DocumentKind::ALL.to_vec() } else { kinds };
    document::generate(&app, &ctx, &kinds).await?;
    answer::print(data.json, &json!({ "generated": kinds }), |_| format!("{} drafts written.", kinds.len()))
}

async fn write(kind: DocumentKind, file: &Path, language: &str, data: &Data) -> Result<()> {
    let mut body = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut body).context("standard input cannot be read")?;
    } else {
        body = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    }
    let language = &i18n::tag(language).with_context(|| {
        format!("--language: {language} is no language tag (BCP 47): en, fr, pt-BR are some")
    })?;
    let (app, ctx) = opened(data).await?;
    document::write(&app, &ctx, kind, language, &body).await?;
    answer::print(data.json, &json!({ "kind": kind, "language": language }), |_| "Written.".to_owned())
}

async fn draft_of(app: &App, kind: DocumentKind, language: &str) -> Result<String> {
    let all = document::drafts(app, &Ctx::operator(operator::SCOPE, app.now())).await?;
    let found = all.into_iter().find(|one| one.kind == kind && one.language == language);
    Ok(found.with_context(|| format!("nothing is written of {kind} in {language}"))?.body)
}

async fn diff(kind: DocumentKind, language: &str, data: &Data) -> Result<()> {
    let (app, ctx) = opened(data).await?;
    let draft = draft_of(&app, kind, language).await?;
    let newest = document::list(&app, ctx.now).await?.into_iter().find(|one| one.kind == kind);
    let before = match newest {
        Some(one) => document::read(&app, kind, Some(one.version), Some(language), ctx.now).await?.body,
        None => String::new(),
    };
    let line = |line: &document::Line| {
        let mark = match line.mark {
            Mark::Same => ' ',
            Mark::Added => '+',
            Mark::Removed => '-',
        };
        format!("{mark} {}", line.text)
    };
    let groups = document::compare(&before, &draft);
    let told: Vec<String> =
        groups.iter().map(|group| group.iter().map(line).collect::<Vec<_>>().join("\n")).collect();
    answer::print(data.json, &json!({ "changes": told }), |_| told.join("\n …\n"))
}

async fn release(
    kinds: Vec<DocumentKind>,
    missing: bool,
    (material, translations_unchanged): (bool, bool),
    effective: Option<String>,
    data: &Data,
) -> Result<()> {
    let (app, ctx) = opened(data).await?;
    if missing {
        document::release_missing(&app, &ctx, DocumentKind::ALL).await?;
    }
    let day = effective.unwrap_or_default();
    let effective_at = app::zone::begins("effective", &day, 0, None).context("--effective: not a day")?;
    for kind in kinds {
        let new = NewRelease { kind, material, effective_at, translations_unchanged };
        let done = document::release(&app, &ctx, new).await;
        if let Err(app::Error::Input { rule, .. }) = done {
            bail!("{kind} is not released: --effective {}", i18n::I18n::new(i18n::FALLBACK)?.t(rule));
        }
        done.with_context(|| format!("{kind} is not released"))?;
    }
    let held = document::list(&app, app.now()).await?;
    let lines: Vec<Value> =
        held.iter().map(|one| json!({ "kind": one.kind, "version": one.version })).collect();
    let has_mail = app.settings().operator_mail.is_some();
    answer::print(data.json, &json!({ "releases": lines }), |_| match has_mail || !(material || missing) {
        true => "Released.".to_owned(),
        false => "Released. No mail server is configured ([operator_mail]): nobody gets a letter about it."
            .to_owned(),
    })
}

async fn signed(kinds: Vec<DocumentKind>, tenant: &str, admin: &str, data: &Data) -> Result<()> {
    let (app, _) = opened(data).await?;
    let scope = super::tenant_named(&app, tenant).await?.scope;
    let kinds = if kinds.is_empty() { document::AGREED.to_vec() } else { kinds };
    document::note_signed(&app, &Ctx::operator(scope, app.now()), admin, &kinds).await?;
    answer::print(data.json, &json!({ "signed": kinds }), |_| "Noted.".to_owned())
}

async fn letters(kind: DocumentKind, version: i64, data: &Data) -> Result<()> {
    let (app, ctx) = opened(data).await?;
    let all = document::letters(&app, &ctx, kind, version).await?;
    let items: Vec<Value> = all
        .iter()
        .map(|one| json!({ "id": one.id, "company": one.company, "agent_id": one.agent, "email": one.email, "state": one.state, "code": one.code }))
        .collect();
    answer::print(data.json, &json!({ "items": items }), |_| {
        let line = |one: &app::letter::LetterView| format!("{}  {}  {}", one.state, one.company, one.email);
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn bounced(files: &[std::path::PathBuf], data: &Data) -> Result<()> {
    let (app, _) = opened(data).await?;
    let mut found = 0;
    for file in files {
        let raw = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        found += u64::from(app::letter::bounced(&app, &raw, app.now()).await?);
    }
    answer::print(data.json, &json!({ "bounced": found }), |_| format!("{found} letters came back."))
}
