//! Writing down what an authority asks for, and deciding about it. Asking is no approval; whoever asked may be one of the two.

use super::check;
use crate::{App, Ctx, Error, Result, agent, keys, operator, tenant};
use domain::keyring::LeafRef;
use domain::limits::{DISCLOSURE_TEXT_CHARS_MAX, DISCLOSURE_TICKETS_MAX};
use domain::record::DisclosureContent;
use domain::{DisclosureId, Private, TenantScope, Timestamp};
use privacy::Act;
use store::{Disclosure, TenantStore};

/// What an authority asks for.
#[derive(Debug, Clone)]
pub struct NewDisclosure {
    /// Of which company.
    pub scope: TenantScope,
    /// The authority.
    pub authority: String,
    /// The law, and the order.
    pub basis: String,
    /// The authority's reference.
    pub reference: String,
    /// Numbers of the conversations: no more than is asked for.
    pub tickets: Vec<i64>,
    /// Nothing that is older.
    pub from: Option<Timestamp>,
    /// Nothing from then on.
    pub until: Option<Timestamp>,
    /// Until when the company may not be told, where a law says so.
    pub gag_until: Option<Timestamp>,
}

fn text(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    let rule = match text.chars().count() {
        0 => "rule-required",
        1..=DISCLOSURE_TEXT_CHARS_MAX => return Ok(text.to_owned()),
        _ => "rule-too-long",
    };
    Err(Error::Input { field, rule })
}

async fn checked(app: &App, ctx: &Ctx, new: &NewDisclosure) -> Result<DisclosureContent> {
    let found = tenant::find(app, new.scope).await?.filter(|_| new.scope != operator::SCOPE);
    found.ok_or(Error::NotFound("tenant"))?;
    // Of one that was closed there is nothing to hand out.
    if tenant::is_erased(app, new.scope).await? {
        return Err(Error::NotFound("tenant"));
    }
    let mut tickets = new.tickets.clone();
    tickets.sort_unstable();
    tickets.dedup();
    if tickets.is_empty() || tickets.len() > DISCLOSURE_TICKETS_MAX {
        return Err(Error::Input { field: "tickets", rule: "rule-disclosure-tickets" });
    }
    for number in &tickets {
        let found = app.store().tenant(new.scope).find_ticket_by_number(*number).await?;
        found.ok_or(Error::Input { field: "tickets", rule: "rule-disclosure-tickets" })?;
    }
    if new.from.zip(new.until).is_some_and(|(from, until)| until <= from) {
        return Err(Error::Input { field: "until", rule: "rule-disclosure-order" });
    }
    if new.gag_until.is_some_and(|until| until <= ctx.now) {
        return Err(Error::Input { field: "gag_until", rule: "rule-disclosure-ahead" });
    }
    Ok(DisclosureContent {
        authority: text("authority", &new.authority)?,
        basis: text("basis", &new.basis)?,
        reference: text("reference", &new.reference)?,
        tickets,
        from: new.from,
        until: new.until,
        refusal: None,
    })
}

/// Writes down what an authority asks for.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; bad input, a refusal, or a store's failure.
pub async fn ask(app: &App, ctx: &Ctx, new: NewDisclosure) -> Result<DisclosureId> {
    let asked_by = check(ctx)?;
    let permit = app.permit(ctx, Act::DISCLOSURE_ASK).await?;
    let content = checked(app, ctx, &new).await?;
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let id = DisclosureId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let content = keys.seal(ctx.now, id.uuid(), &leaves, &content)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let row = Disclosure {
        id,
        of: new.scope.tenant(),
        asked_by,
        asked_at: ctx.now,
        first: None,
        second: None,
        refused: None,
        gag_until: new.gag_until,
        content,
    };
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_disclosure(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(id)
}

/// That it is who is signed in.
async fn prove(app: &App, ctx: &Ctx, password: &Private<String>) -> Result<()> {
    match agent::prove_password(app, ctx, password).await {
        Err(Error::SignInRefused) => Err(Error::Input { field: "password", rule: "rule-own-password" }),
        other => other,
    }
}

/// Approves: the first of two operators, or the other one, with their own password.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; [`Error::State`] when they approved before, or it was decided;
/// bad input (a wrong password), a refusal, or a store's failure.
pub async fn approve(app: &App, ctx: &Ctx, id: DisclosureId, password: &Private<String>) -> Result<()> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::DISCLOSURE_APPROVE).await?;
    app.store().tenant(ctx.scope).find_disclosure(id).await?.ok_or(Error::NotFound("disclosure"))?;
    prove(app, ctx, password).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if !tx.approve_disclosure(id, by, ctx.now).await? {
        return Err(Error::State { noun: "disclosure", state: "approved" });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Says no, with a reason and their own password: nothing is handed out. What was handed out is not taken back by it.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; [`Error::State`] once a file was made, or somebody refused before;
/// bad input (a wrong password), a refusal, or a store's failure.
pub async fn refuse(
    app: &App,
    ctx: &Ctx,
    id: DisclosureId,
    reason: &str,
    password: &Private<String>,
) -> Result<()> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::DISCLOSURE_REFUSE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_disclosure(id).await?.ok_or(Error::NotFound("disclosure"))?;
    may_refuse(&store, &row).await?;
    let reason = text("reason", reason)?;
    prove(app, ctx, password).await?;
    let own = app.permit(ctx, Act::DISCLOSURE_LIST).await?;
    let content: DisclosureContent = app.open(&own, id.uuid(), &row.content).await?;
    app.settle(own).await?;
    let content = DisclosureContent { refusal: Some(reason), ..content };
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let mut made = app.vault().draft(ctx.scope);
    let sealed = made.seal(ctx.now, id.uuid(), &leaves, &content)?;
    app.keyring().commit(made.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(made.made())).await?;
    let mut tx = store.begin().await?;
    if !tx.refuse_disclosure(id, (by, ctx.now), &sealed).await? {
        drop(tx);
        // It was decided, or handed out, meanwhile: the key of the new words has nothing to open.
        app.keyring().delete_object_keys(ctx.scope, &[sealed.object()]).await?;
        let row = store.find_disclosure(id).await?.ok_or(Error::NotFound("disclosure"))?;
        may_refuse(&store, &row).await?;
        return Err(Error::State { noun: "disclosure", state: "refused" });
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(made);
    keys::replaced(app, ctx.scope, &[row.content.object()]).await
}

/// Nothing was handed out, and nobody said no.
async fn may_refuse(store: &TenantStore, row: &Disclosure) -> Result<()> {
    let state = match row.refused {
        _ if store.list_disclosure_files().await?.iter().any(|file| file.disclosure == row.id) => {
            "handed-out"
        }
        Some(_) => "refused",
        None => return Ok(()),
    };
    Err(Error::State { noun: "disclosure", state })
}
