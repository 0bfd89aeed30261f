//! `deskhero demo`: a demo company on the real product. Its mailbox is a Maildir below the data folder; the
//! sample mails lie there and are taken in by the same runner as any other mailbox's.

use super::serve;
use crate::{assessed, invoices, news, open, past, sample, underway};
use anyhow::{Context, Result};
use app::{App, Ctx};
use config::{BackupPlace, Config};
use crypto::Kek;
use domain::record::MailboxSettings;
use domain::{AgentId, ConnectorKind, MailboxId, Private, Role, TenantScope};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const TENANT: &str = "demo";
const COMPANY: &str = "Nordlys Cykler";
const ADDRESS: &str = "support@nordlys.example";
const AGENT: &str = "anna@nordlys.example";
const OPERATOR: &str = "operator@desk.example";

/// How to sign in; kept below the data folder so that a second start shows the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Access {
    url: String,
    email: String,
    password: String,
    api_token: String,
    /// For the operator's pages and API; absent in data of a demo that had none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operator: Option<OperatorAccess>,
    tenant: String,
    mailbox: MailboxId,
    /// Where its mailbox lies; absent in data of a demo that did not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maildir: Option<String>,
}

/// How the operator gets in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OperatorAccess {
    email: String,
    password: String,
    api_token: String,
}

/// How to sign in stands here.
fn access_file(data: &Path) -> PathBuf {
    data.join("demo.json")
}

/// The demo's settings, where a demo lies in this folder: whoever looks at it by another command looks with the same.
pub fn config_in(data: &Path) -> Config {
    if access_file(data).is_file() { config_of(data) } else { Config::for_data(data) }
}

fn config_of(data: &Path) -> Config {
    let mut config = Config::for_data(data);
    config.backup.to = Some(BackupPlace::Folder(data.join("backups")));
    config.usage.count = true;
    // Who runs it, for all that its trust centre says.
    let said = |text: &str| Some(text.to_owned());
    config.policy.operator = said("Nordlys Hosting AB, 556000-0000");
    config.policy.address = said("Storgatan 1, 111 22 Stockholm, Sweden");
    config.policy.security_contact = said("security@nordlys.example");
    config.dpo.name = said("Karin Ek");
    config.dpo.email = said("privacy@nordlys.example");
    config.dpo.phone = said("+46 8 000 00 00");
    invoices::sell(&mut config);
    config
}

/// Runs it.
pub async fn run(data: PathBuf, listen: SocketAddr, json: bool) -> Result<()> {
    let config = config_of(&data);
    let app = open::server(&config).await?;
    let listener = serve::bind(listen).await?;
    let listen = listener.local_addr()?;
    let url = format!("http://{}", serve::address_for_people(listen));
    let file = access_file(&data);
    let mut access = match std::fs::read(&file) {
        Ok(stored) => {
            let mut access =
                serde_json::from_slice(&stored).with_context(|| format!("{}", file.display()))?;
            follow(&app, &mut access, &data.join("mailbox")).await?;
            access
        }
        Err(_) => set_up(&app, (&data, &open::kek(&config)?), &file).await?,
    };
    access.url = format!("{url}/");
    crate::answer::print(json, &access, |a| {
        format!(
            "Deskhero demo: {}\n  sign in as  {}\n  password    {}\n  API token   {}\n  mailbox     {} (Maildir: {})",
            a.url,
            a.email,
            a.password,
            a.api_token,
            ADDRESS,
            data.join("mailbox").display()
        ) + &a.operator.as_ref().map_or_else(String::new, told)
    })?;
    let tenants = web::Tenants::Only(TENANT.to_owned());
    let settings = web::WebSettings { tenants, ..web::WebSettings::default() };
    serve::until_stopped(app, listener, settings).await
}

/// The demo's mailbox is the folder beside its data, also where somebody moved or copied both.
async fn follow(app: &App, access: &mut Access, folder: &Path) -> Result<()> {
    let here = path_of(folder)?;
    if access.maildir.as_ref() == Some(&here) {
        return Ok(());
    }
    let tenant =
        app::tenant::find_by_slug(app, &access.tenant).await?.context("the demo's company is gone")?;
    let ctx = Ctx::operator(tenant.scope, app.now());
    let servers = app::mailbox::ServersChange { maildir: Some(here.clone()), ..Default::default() };
    let change = app::mailbox::MailboxChange { servers: Some(servers), ..Default::default() };
    app::mailbox::change(app, &ctx, access.mailbox, change).await?;
    access.maildir = Some(here);
    Ok(())
}

fn path_of(folder: &Path) -> Result<String> {
    Ok(std::path::absolute(folder)?.to_str().context("the path is not UTF-8")?.to_owned())
}

fn told(operator: &OperatorAccess) -> String {
    let OperatorAccess { email, password, api_token } = operator;
    format!("\n  operator    {email} at /operator, password {password}\n  its token   {api_token}")
}

/// The operator's account, with a token.
async fn operator(
    app: &App,
    (scope, admin): (TenantScope, AgentId),
    (id, password): (AgentId, Private<String>),
) -> Result<OperatorAccess> {
    let ctx = Ctx::operator(app::operator::SCOPE, app.now());
    let (_, token) = app::token::create(app, &ctx, id, "Demo").await?;
    let theirs = Ctx::agent(app::operator::SCOPE, id, Role::Operator, app.now());
    past::looked_into(app, scope, admin, &theirs, password.reveal()).await?;
    let other = crypto::random::token()?;
    let nils = agent(app, &ctx, "Nils Vik", "nils@desk.example", Role::Operator, other.clone()).await?;
    let his = Ctx::agent(app::operator::SCOPE, nils, Role::Operator, app.now());
    let both = [(&theirs, password.reveal().as_str()), (&his, other.reveal().as_str())];
    past::asked_by_a_court(app, scope, both).await?;
    past::gone_astray(app, scope, &theirs).await?;
    invoices::pay(app, &theirs).await?;
    Ok(OperatorAccess {
        email: OPERATOR.to_owned(),
        password: password.into_inner(),
        api_token: token.into_inner(),
    })
}

async fn set_up(app: &Arc<App>, (data, kek): (&Path, &Arc<dyn Kek>), file: &Path) -> Result<Access> {
    let now = app.now();
    past::documents(app).await?;
    // The operator's log goes on in the order of time.
    let then = Ctx::operator(app::operator::SCOPE, assessed::begun_at(app));
    let theirs = crypto::random::token()?;
    let olga = agent(app, &then, "Olga Berg", OPERATOR, Role::Operator, theirs.clone()).await?;
    assessed::by_operator(app, olga).await?;
    let sent = news::sent(app, olga).await?;
    let tenant = app::tenant::create(app, TENANT, COMPANY, &[], now).await?;
    let ctx = Ctx::operator(tenant.scope, now);
    let password = crypto::random::token()?;
    let admin = agent(app, &ctx, "Anna Holm", AGENT, Role::Admin, password.clone()).await?;
    // From here on the company does it: what an operator opens of a company is an alert to its admins.
    let ctx = Ctx::agent(tenant.scope, admin, Role::Admin, app.now());
    let bo = agent(app, &ctx, "Bo Lind", "bo@nordlys.example", Role::Agent, crypto::random::token()?).await?;
    past::agreed(app, tenant.scope, admin, bo).await?;
    underway::told(app, olga).await?;
    news::received(app, tenant.scope, [(admin, Role::Admin), (bo, Role::Agent)], sent).await?;
    let (_, token) = app::token::create(app, &ctx, admin, "Demo").await?;
    let folder = data.join("mailbox");
    sample::write_maildir(&folder, ADDRESS, now)?;
    let settings = MailboxSettings {
        name: COMPANY.to_owned(),
        maildir: Some(path_of(&folder)?),
        ..MailboxSettings::new(ConnectorKind::Maildir, ADDRESS)
    };
    // In which folder of the machine it lies, the operator says.
    let ctx = Ctx::operator(tenant.scope, app.now());
    let mailbox = app::mailbox::connect(app, &ctx, settings, None).await?;
    past::lay(app, data, tenant.scope, admin).await?;
    let operator = operator(app, (tenant.scope, admin), (olga, theirs)).await?;
    assessed::by_company(app, tenant.scope, admin).await?;
    app::hand_over::drill(app, &Ctx::operator(tenant.scope, app.now()), kek).await?;
    underway::signed_in(app, tenant.scope, AGENT, &password).await?;
    underway::asked(app, tenant.scope).await?;
    past::promises(app).await?;
    let access = Access {
        url: String::new(),
        email: AGENT.to_owned(),
        password: password.into_inner(),
        api_token: token.into_inner(),
        operator: Some(operator),
        tenant: TENANT.to_owned(),
        mailbox: mailbox.id,
        maildir: Some(path_of(&folder)?),
    };
    let mut out = OpenOptions::new().create_new(true).write(true).mode(0o600).open(file)?;
    out.write_all(&serde_json::to_vec_pretty(&access)?)?;
    Ok(access)
}

async fn agent(
    app: &App,
    ctx: &Ctx,
    name: &str,
    email: &str,
    role: Role,
    password: Private<String>,
) -> Result<domain::AgentId> {
    let new = app::agent::NewAgent { name: name.to_owned(), email: email.to_owned(), role, password };
    Ok(app::agent::create(app, ctx, new).await?.id)
}
