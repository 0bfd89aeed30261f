//! `deskhero bench mailboxes`: so many mailboxes as no test connects one by one. They are kept as any other, and what they
//! cost is measured on the server that serves them.

use crate::args::{At, Mailboxes};
use crate::command::tenant_named;
use crate::{answer, open};
use anyhow::Result;
use app::Ctx;
use domain::record::{MailboxGrant, MailboxSettings, Security, ServerSettings};
use domain::{ConnectorKind, Private, Provider, Timestamp};

/// How long the access token is said to be good for: nobody asks for another one while something is measured.
const LIFE_MS: i64 = 30 * 24 * 3_600_000;

pub(super) async fn connect(args: Mailboxes) -> Result<()> {
    let app = open::app(&open::config(&args.data)?).await?;
    let info = tenant_named(&app, &args.tenant).await?;
    let ca_pem = args.ca.as_ref().map(std::fs::read_to_string).transpose()?;
    for n in 0..args.count {
        let ctx = Ctx::operator(info.scope, app.now());
        let settings = settings(&args, &format!("box{n}@{}", args.domain), ca_pem.clone());
        let grant = settings.provider.map(|provider| grant(provider, &args, ctx.now));
        app::mailbox::connect_with(&app, &ctx, settings, None, grant).await?;
    }
    let connected = serde_json::json!({ "mailboxes": args.count });
    answer::print(args.data.json, &connected, |_| format!("{} mailboxes connected.", args.count))
}

fn settings(args: &Mailboxes, address: &str, ca_pem: Option<String>) -> MailboxSettings {
    let by = |kind, provider| MailboxSettings { provider, ..super::settings(address, kind) };
    match args.at {
        At::Google => by(ConnectorKind::Gmail, Some(Provider::Google)),
        At::Microsoft => {
            MailboxSettings { shared: true, ..by(ConnectorKind::Graph, Some(Provider::Microsoft)) }
        }
        At::Imap => {
            let server = ServerSettings {
                host: "localhost".to_owned(),
                port: args.port,
                security: Security::Tls,
                login: address.to_owned(),
                password: args.secret.clone(),
                ca_pem,
            };
            let (imap, smtp) = (Some(server.clone()), Some(server));
            MailboxSettings { imap, smtp, ..by(ConnectorKind::Imap, None) }
        }
    }
}

fn grant(provider: Provider, args: &Mailboxes, now: Timestamp) -> MailboxGrant {
    MailboxGrant {
        provider,
        subject: "bench".to_owned(),
        account: format!("bench@{}", args.domain),
        scopes: Vec::new(),
        access_token: Private::new(args.secret.clone()),
        expires_at: now.plus_millis(LIFE_MS),
        refresh_token: None,
        application: false,
    }
}
