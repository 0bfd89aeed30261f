//! Puts it together: one ZIP, in memory and at once, for whoever is signed in and nobody else.

use super::data::Data;
use super::gather::gather;
use super::page;
use crate::access_export::data::Moment;
use crate::access_export::parcel::Parcel;
use crate::access_export::write::line;
use crate::{App, Ctx, Error, Result, zone};
use domain::audit::Job;
use i18n::I18n;
use privacy::Act;

/// The schema that describes `data.json`; published by every Deskhero at [`SCHEMA_PATH`].
pub const SCHEMA: &str = include_str!("account-export-1.json");
/// Where it is published.
pub const SCHEMA_PATH: &str = "/schemas/account-export-1.json";

/// What is handed over.
pub struct Export {
    /// What it is called.
    pub name: String,
    /// A ZIP.
    pub bytes: Vec<u8>,
}

/// What is held about the account of who asks. Their own log says that they asked, and what was opened for it.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent, a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx) -> Result<Data> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let asked = app.permit(ctx, Act::ACCOUNT_EXPORT_ASK).await?;
    app.settle(asked).await?;
    // Under the same request: what the policy gives nobody but whoever makes it for the one who asked.
    let making = Ctx { request: ctx.request, ..Ctx::job(ctx.scope, Job::AccountRights, ctx.now) };
    let permit = app.permit(&making, Act::ACCOUNT_EXPORT_MAKE).await?;
    let found = gather(app, &making, &permit, id).await;
    app.settle(permit).await?;
    found
}

/// The same as a ZIP: a page for people, JSON and tables for programs, and the sums of all.
///
/// # Errors
/// As [`read`].
pub async fn export(app: &App, ctx: &Ctx) -> Result<Export> {
    let data = read(app, ctx).await?;
    let name = format!("account-{}.zip", zone::day(ctx.now, None));
    let policy = app.settings().policy.clone();
    let packed = tokio::task::spawn_blocking(move || pack(&data, &policy));
    Ok(Export { name, bytes: packed.await.map_err(|_| Error::Interrupted)?? })
}

fn pack(data: &Data, policy: &crate::document::Policy) -> Result<Vec<u8>> {
    let words = I18n::new(&data.language).or_else(|_| I18n::new(i18n::FALLBACK));
    let words = words.map_err(|_| Error::Interrupted)?;
    let mut parcel = Parcel::new(data.made_at.0);
    let json = serde_json::to_vec_pretty(data).map_err(std::io::Error::other)?;
    let files = [
        ("index.html", page::page(&words, data, policy).into_bytes()),
        ("data.json", json),
        ("account-export-1.json", SCHEMA.as_bytes().to_vec()),
        ("sessions.csv", sessions(data)),
        ("tokens.csv", tokens(data)),
        ("events.csv", events(data)),
    ];
    for (name, bytes) in files {
        parcel.begin(name)?;
        parcel.write(&bytes)?;
    }
    parcel.finish()
}

fn moment(at: Option<Moment>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

fn table(head: &str, lines: impl Iterator<Item = String>) -> Vec<u8> {
    std::iter::once(format!("{head}\r\n")).chain(lines).collect::<String>().into_bytes()
}

fn sessions(data: &Data) -> Vec<u8> {
    let cells = data.sessions.iter().map(|one| {
        let times = [Some(one.began_at), Some(one.last_used_at), Some(one.ends_at), one.page_opened_at];
        line(&times.map(moment))
    });
    table("began_at,last_used_at,ends_at,page_opened_at", cells)
}

fn tokens(data: &Data) -> Vec<u8> {
    let cells = data.tokens.iter().map(|one| {
        let times = [Some(one.made_at), one.last_used_at, one.withdrawn_at].map(moment);
        let [made, used, withdrawn] = times;
        line(&[one.name.clone(), made, used, withdrawn])
    });
    table("name,made_at,last_used_at,withdrawn_at", cells)
}

fn events(data: &Data) -> Vec<u8> {
    let cells = data.events.iter().map(|one| {
        let done = if one.done { "done" } else { "refused" };
        line(&[one.at.to_string(), one.act.clone(), one.by.to_owned(), done.to_owned()])
    });
    table("at,act,by,outcome", cells)
}
