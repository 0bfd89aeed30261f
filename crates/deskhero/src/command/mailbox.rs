//! `deskhero mailbox …`

use super::tenant_named;
use crate::args::{self, ChangeMailbox, Connect, Mailbox};
use crate::{answer, open};
use anyhow::{Context, Result, bail};
use app::Ctx;
use app::mailbox::{MailboxChange, ServerChange, ServersChange};
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{AfterTakeIn, ConnectorKind, Private, Timestamp};
use std::io::Read;
use std::path::Path;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Runs it.
pub async fn run(command: Mailbox) -> Result<()> {
    match command {
        Mailbox::Connect(connect) => self::connect(*connect).await,
        Mailbox::Change(change) => self::change(*change).await,
        Mailbox::List { tenant, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let info = tenant_named(&app, &tenant).await?;
            let items = app::mailbox::list(&app, &Ctx::operator(info.scope, app.now())).await?;
            answer::print(data.json, &serde_json::json!({ "items": items }), |_| {
                let line = |m: &app::view::MailboxView| format!("{}  {}  {}", m.id, m.address, m.state);
                items.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
    }
}

async fn connect(args: Connect) -> Result<()> {
    let app = open::app(&open::config(&args.data)?).await?;
    let info = tenant_named(&app, &args.tenant).await?;
    let ctx = Ctx::operator(info.scope, app.now());
    let settings = settings(&args)?;
    let look_back_from = look_back(&args.look_back, ctx.now)?;
    let connected = if args.microsoft {
        app::oauth::connect_by_application(&app, &ctx, settings, look_back_from).await
    } else if args.no_check {
        app::mailbox::connect(&app, &ctx, settings, look_back_from).await
    } else {
        app::mailbox::connect_checked(&app, &ctx, settings, look_back_from).await
    };
    let view = worked(connected)?;
    answer::print(args.data.json, &view, |view| format!("Mailbox {} connected ({}).", view.address, view.id))
}

/// What was done, or what is wrong in words.
fn worked(done: app::Result<app::view::MailboxView>) -> Result<app::view::MailboxView> {
    match done {
        Err(app::Error::MailboxFaults(faults)) => bail!("{}", faults_in_words(&faults)?),
        Err(app::Error::Oauth(key)) => bail!("{}", i18n::I18n::new("en")?.t(key)),
        Err(app::Error::NotFound("application permission")) => bail!(
            "no company gave this installation a permission of its own: set microsoft.application \
             (docs/mailboxes-by-permission.md)"
        ),
        Err(app::Error::Input { field, rule }) => {
            bail!("{field}: {}", i18n::I18n::new("en")?.t(rule))
        }
        other => Ok(other?),
    }
}

async fn change(args: ChangeMailbox) -> Result<()> {
    let app = open::app(&open::config(&args.data)?).await?;
    let info = tenant_named(&app, &args.tenant).await?;
    let ctx = Ctx::operator(info.scope, app.now());
    let wanted = mime::normalise_address(&args.address);
    let all = app::mailbox::list(&app, &ctx).await?;
    let known = all.iter().rev().find(|mailbox| Some(&mailbox.address) == wanted.as_ref());
    let known = known.with_context(|| format!("tenant \"{}\" has no such mailbox", args.tenant))?;
    let servers = servers_change(&args)?;
    if servers == ServersChange::default() {
        bail!("say what changes: a server, its port or protection, the sign-in, or the folders (see --help)")
    }
    let change = MailboxChange { servers: Some(servers), ..MailboxChange::default() };
    let done = if args.no_check {
        app::mailbox::change(&app, &ctx, known.id, change).await
    } else {
        app::mailbox::change_checked(&app, &ctx, known.id, change).await
    };
    let view = worked(done)?;
    answer::print(args.data.json, &view, |view| format!("Mailbox {} changed ({}).", view.address, view.id))
}

/// What the arguments change.
fn servers_change(args: &ChangeMailbox) -> Result<ServersChange> {
    let folders = Some(args.folders.clone()).filter(|folders| !folders.is_empty());
    if let Some(path) = &args.maildir {
        let path = std::path::absolute(path)?.to_str().context("the Maildir's path is not UTF-8")?.to_owned();
        return Ok(ServersChange { maildir: Some(path), folders, ..ServersChange::default() });
    }
    let password = args.password_file.as_deref().map(secret).transpose()?.map(Private::new);
    let ca_pem = args.ca.as_ref().map(std::fs::read_to_string).transpose()?;
    let server = |host: &Option<String>, port, security: Option<args::Security>| {
        let change = ServerChange {
            host: host.clone(),
            port,
            security: security.map(protection),
            login: args.login.clone(),
            password: password.clone(),
            ca_pem: ca_pem.clone(),
        };
        Some(change).filter(|change| *change != ServerChange::default())
    };
    Ok(ServersChange {
        imap: server(&args.imap_host, args.imap_port, args.imap_security),
        smtp: server(&args.smtp_host, args.smtp_port, args.smtp_security),
        folders,
        ..ServersChange::default()
    })
}

/// A password from a file, `-` for standard input.
fn secret(file: &Path) -> Result<String> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?
    };
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

const fn protection(security: args::Security) -> Security {
    match security {
        args::Security::Tls => Security::Tls,
        args::Security::Starttls => Security::StartTls,
    }
}

/// Everything that is wrong, as the pages say it.
fn faults_in_words(faults: &[app::mailbox::Fault]) -> Result<String> {
    let words = i18n::I18n::new("en")?;
    let line = |fault: &app::mailbox::Fault| {
        let what = match &fault.folder {
            Some(folder) => words.t_args("connect-no-such-folder-named", &[("folder", folder.as_str())]),
            None => words.t(fault.key),
        };
        let said = fault.said.as_deref().map(|said| format!(" ({said})")).unwrap_or_default();
        format!("\n  {}: {what}{said}", words.t(&format!("connect-side-{}", fault.side)))
    };
    let lines: String = faults.iter().map(line).collect();
    Ok(format!("the mailbox does not work with these settings:{lines}"))
}

/// The settings that the arguments name.
pub fn settings(args: &Connect) -> Result<MailboxSettings> {
    let (kind, imap, smtp) = match &args.maildir {
        Some(_) => (ConnectorKind::Maildir, None, None),
        None if args.microsoft => (ConnectorKind::Graph, None, None),
        None => {
            let (imap, smtp) = servers(args)?;
            (ConnectorKind::Imap, Some(imap), Some(smtp))
        }
    };
    let maildir = match &args.maildir {
        Some(path) => {
            Some(std::path::absolute(path)?.to_str().context("the Maildir's path is not UTF-8")?.to_owned())
        }
        None => None,
    };
    Ok(MailboxSettings {
        name: args.name.clone().unwrap_or_default(),
        maildir,
        imap,
        smtp,
        folders: args.folders.clone(),
        sent_by_server: args.microsoft,
        after_take_in: match args.after {
            args::AfterTakeIn::Leave => AfterTakeIn::Leave,
            args::AfterTakeIn::MarkSeen => AfterTakeIn::MarkSeen,
            args::AfterTakeIn::Move => AfterTakeIn::Move,
        },
        move_to: args.move_to.clone(),
        shared: args.microsoft,
        ..MailboxSettings::new(kind, &args.address)
    })
}

fn servers(args: &Connect) -> Result<(ServerSettings, ServerSettings)> {
    let Some(host) = args.imap_host.clone() else {
        bail!("say how the mailbox is reached: --maildir DIR, or --imap-host HOST (and --smtp-host HOST)")
    };
    let password = secret(args.password_file.as_deref().unwrap_or(Path::new("-")))?;
    let login = args.login.clone().unwrap_or_else(|| args.address.clone());
    let ca_pem = args.ca.as_ref().map(std::fs::read_to_string).transpose()?;
    let imap = ServerSettings {
        host: host.clone(),
        port: args.imap_port,
        security: protection(args.imap_security),
        login: login.clone(),
        password: password.clone(),
        ca_pem: ca_pem.clone(),
    };
    let smtp = ServerSettings {
        host: args.smtp_host.clone().unwrap_or(host),
        port: args.smtp_port,
        security: protection(args.smtp_security),
        login,
        password,
        ca_pem,
    };
    Ok((imap, smtp))
}

/// `all`, or a number of days before now.
fn look_back(text: &str, now: Timestamp) -> Result<Option<Timestamp>> {
    if text == "all" {
        return Ok(None);
    }
    let days: i64 =
        text.parse().with_context(|| "--look-back takes a number of days, or \"all\"".to_owned())?;
    Ok(Some(now.plus_millis(-days.saturating_mul(DAY_MS))))
}
