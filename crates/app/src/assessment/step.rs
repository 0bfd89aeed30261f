//! Beginning an assessment, answering, finishing it; and writing down what somebody else found.

use super::look::{Finding, look};
use super::{AssessmentView, check, leaves, open, open_one, report};
use crate::{App, Ctx, Error, Result, keys};
use domain::limits::{ASSESSMENT_TEXT_CHARS_MAX, NAME_CHARS_MAX};
use domain::record::{AssessmentContent, AssessmentItem, ExternalTest};
use domain::{
    ASSESSED_ITEMS, AssessmentId, AssessmentKind, AssessmentState, Day, ItemResult, ObjectId, Sealed,
};
use privacy::{Act, Permit};
use store::{Assessment, StoreError};

/// What a person says about an item.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// The item's word.
    pub item: String,
    /// Yes, no or not applicable; of what the program looks at itself, nothing.
    pub result: Option<ItemResult>,
    /// What is done about it, or what else there is to say.
    pub note: String,
    /// Until when.
    pub until: Option<Day>,
}

/// Looks at everything that the program can see, and begins an assessment with that, or writes it anew into the one that is open.
/// What the caller saw itself comes with it.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a refusal, or a store's failure.
pub async fn run(app: &App, ctx: &Ctx, seen: Vec<Finding>) -> Result<AssessmentId> {
    let by = check(ctx)?;
    let mut findings = seen;
    findings.extend(look(app, ctx.now).await?);
    if let Some(id) = open_one(app, ctx).await? {
        let permit = app.permit(ctx, Act::ASSESSMENT_CHANGE).await?;
        let mut view = open(app, &permit, ctx, id).await?;
        fill(&mut view.content, findings);
        save(app, ctx, permit, view).await?;
        return Ok(id);
    }
    let permit = app.permit(ctx, Act::ASSESSMENT_CHANGE).await?;
    let mut content = AssessmentContent::default();
    fill(&mut content, findings);
    let row = Fresh { kind: AssessmentKind::Own, begun_by: by, content };
    insert(app, ctx, permit, row).await
}

/// Writes what was seen into the items; words about them stay.
fn fill(content: &mut AssessmentContent, findings: Vec<Finding>) {
    let before = std::mem::take(&mut content.items);
    content.items = ASSESSED_ITEMS
        .iter()
        .map(|known| {
            let mut item =
                before.iter().find(|one| one.word == known.word).cloned().unwrap_or(AssessmentItem {
                    word: known.word.to_owned(),
                    result: None,
                    evidence: String::new(),
                    note: String::new(),
                    until: None,
                    by: None,
                });
            if known.automated {
                let found = findings.iter().find(|one| one.item == known.word);
                // What could not be looked at is nothing that passed.
                item.result = Some(found.map_or(ItemResult::Failed, |one| one.result));
                item.evidence = found.map(|one| one.evidence.clone()).unwrap_or_default();
            }
            item
        })
        .collect();
}

fn words(field: &'static str, text: &str, max: usize) -> Result<String> {
    let text = text.trim();
    match text.chars().count() > max {
        true => Err(Error::Input { field, rule: "rule-too-long" }),
        false => Ok(text.to_owned()),
    }
}

fn required(field: &'static str, text: &str, max: usize) -> Result<String> {
    match text.trim().is_empty() {
        true => Err(Error::Input { field, rule: "rule-required" }),
        false => words(field, text, max),
    }
}

/// Answers items, or says what is done about them.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; [`Error::State`] when it is finished; bad input, a refusal, or a store's
/// failure.
pub async fn answer(app: &App, ctx: &Ctx, id: AssessmentId, replies: Vec<Reply>) -> Result<()> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::ASSESSMENT_CHANGE).await?;
    let mut view = open(app, &permit, ctx, id).await?;
    check_open(&view.row)?;
    for reply in replies {
        let known = ASSESSED_ITEMS.iter().find(|one| one.word == reply.item);
        let item = view.content.items.iter_mut().find(|one| one.word == reply.item);
        let (Some(known), Some(item)) = (known, item) else {
            return Err(Error::Input { field: "item", rule: "rule-choice" });
        };
        let is_wrong = reply.result.is_some_and(|result| known.automated || !result.is_answer());
        if is_wrong {
            return Err(Error::Input { field: "result", rule: "rule-choice" });
        }
        let (result, note) =
            (reply.result.or(item.result), words("note", &reply.note, ASSESSMENT_TEXT_CHARS_MAX)?);
        if (result, note.as_str(), reply.until) != (item.result, item.note.as_str(), item.until) {
            (item.result, item.note, item.until, item.by) = (result, note, reply.until, by);
        }
    }
    save(app, ctx, permit, view).await
}

fn check_open(row: &Assessment) -> Result<()> {
    match row.state {
        AssessmentState::Open => Ok(()),
        AssessmentState::Finished => Err(Error::State { noun: "assessment", state: "finished" }),
    }
}

/// Finishes it: the report is signed, and nothing changes any more.
///
/// # Errors
/// As [`answer`]; [`Error::State`] while something waits.
pub async fn finish(app: &App, ctx: &Ctx, id: AssessmentId) -> Result<()> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::ASSESSMENT_CHANGE).await?;
    let mut view = open(app, &permit, ctx, id).await?;
    check_open(&view.row)?;
    if view.waiting() > 0 {
        return Err(Error::State { noun: "assessment", state: "waiting" });
    }
    (view.row.state, view.row.finished_at, view.row.finished_by) =
        (AssessmentState::Finished, Some(ctx.now), by);
    view.row.failed = report::failed(&view.content);
    report::sign(app, &view.row, &mut view.content)?;
    save(app, ctx, permit, view).await
}

/// Writes down what somebody else tested; it is signed at once.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; bad input, a refusal, or a store's failure.
pub async fn external(app: &App, ctx: &Ctx, test: ExternalTest) -> Result<AssessmentId> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::ASSESSMENT_CHANGE).await?;
    if test.on > Day::at(ctx.now) {
        return Err(Error::Input { field: "on", rule: "rule-incident-past" });
    }
    let test = ExternalTest {
        on: test.on,
        by: required("by", &test.by, NAME_CHARS_MAX)?,
        summary: required("summary", &test.summary, ASSESSMENT_TEXT_CHARS_MAX)?,
        open: words("open", &test.open, ASSESSMENT_TEXT_CHARS_MAX)?,
    };
    let content = AssessmentContent { external: Some(test), ..AssessmentContent::default() };
    insert(app, ctx, permit, Fresh { kind: AssessmentKind::External, begun_by: by, content }).await
}

struct Fresh {
    kind: AssessmentKind,
    begun_by: Option<domain::AgentId>,
    content: AssessmentContent,
}

async fn insert(app: &App, ctx: &Ctx, permit: Permit, fresh: Fresh) -> Result<AssessmentId> {
    let (id, mut content) = (AssessmentId::generate(ctx.now), fresh.content);
    let store = app.store().tenant(ctx.scope);
    let is_done = fresh.kind == AssessmentKind::External;
    let number = store.list_assessments().await?.first().map_or(1, |row| row.number + 1);
    let mut row = Assessment {
        id,
        number,
        kind: fresh.kind,
        state: if is_done { AssessmentState::Finished } else { AssessmentState::Open },
        begun_at: ctx.now,
        begun_by: fresh.begun_by,
        finished_at: is_done.then_some(ctx.now),
        finished_by: fresh.begun_by.filter(|_| is_done),
        failed: 0,
        version: 1,
        content: Sealed::from_parts(ObjectId::generate(ctx.now), Vec::new()),
    };
    if is_done {
        report::sign(app, &row, &mut content)?;
    }
    let sealed = seal(app, ctx, &row, &content).await?;
    row.content = sealed.0;
    let audit = app.seal_events(ctx.scope, &permit.into_events(sealed.1.made())).await?;
    let mut tx = store.begin().await?;
    // The number is in what was signed: whoever was faster has it, and this is tried again.
    if tx.next_assessment_number().await? != number {
        return Err(Error::State { noun: "assessment", state: "changed" });
    }
    tx.insert_assessment(&row).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(sealed.1);
    Ok(id)
}

async fn seal(
    app: &App,
    ctx: &Ctx,
    row: &Assessment,
    content: &AssessmentContent,
) -> Result<(Sealed<AssessmentContent>, crypto::Draft)> {
    let leaves = leaves(ctx);
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = keys.seal(ctx.now, row.id.uuid(), &leaves, content)?;
    app.keyring().commit(keys.batch()).await?;
    Ok((sealed, keys))
}

async fn save(app: &App, ctx: &Ctx, permit: Permit, view: AssessmentView) -> Result<()> {
    let AssessmentView { mut row, content } = view;
    let before = row.content.object();
    row.failed = report::failed(&content);
    let sealed = seal(app, ctx, &row, &content).await?;
    row.content = sealed.0;
    let audit = app.seal_events(ctx.scope, &permit.into_events(sealed.1.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    match tx.update_assessment(&row).await {
        Err(StoreError::Conflict(_)) => return Err(Error::State { noun: "assessment", state: "changed" }),
        other => other?,
    }
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(sealed.1);
    keys::replaced(app, ctx.scope, &[before]).await
}
