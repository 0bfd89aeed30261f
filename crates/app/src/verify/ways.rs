//! C33: nothing goes in or out in clear.

use super::inside::Inside;
use super::looking::{Found, Looking};
use crate::{App, Result};
use domain::ConnectorKind;
use domain::record::{MailboxSettings, Security, ServerSettings};
use store::Page;

/// Every mailbox is reached as its row says, over TLS from the first byte or by a STARTTLS that is required, to a server whose
/// certificate has to be valid for its name; or it is a folder of this machine. So is the operator's mail server, and the
/// address of the pages is https unless it is this machine's own.
pub(super) async fn ways(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let columns = ["tenant_id", "id", "settings_object", "settings_sealed", "kind"];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("mailbox", &columns, after.as_ref()).await?;
        for row in &rows {
            let [tenant, id, object, sealed, kind] = row.as_slice() else { continue };
            let Some(mailbox) = id.id() else { continue };
            let kind = kind.text().parse::<ConnectorKind>().ok();
            let answer = match Inside::of(tenant, id, object, sealed) {
                Some(inside) => inside.says(app, is_protected, &kind).await?,
                None => Some(false),
            };
            if let Some(answer) = answer {
                found.holds(answer, "clear-way", mailbox);
            }
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    let settings = app.settings();
    if let Some(mail) = &settings.operator_mail {
        found.holds(names_a_server(&mail.server), "clear-way", "operator_mail");
        if let Some(returns) = &mail.returns {
            found.holds(names_a_server(&returns.server), "clear-way", "operator_mail.returns");
        }
    }
    if let Some(url) = &settings.public_url {
        found.holds(is_secure(url), "clear-url", "server.public_url");
    }
    Ok(found)
}

fn is_protected(settings: &MailboxSettings, kind: &Option<ConnectorKind>) -> bool {
    let server = |server: &Option<ServerSettings>| server.as_ref().is_none_or(names_a_server);
    *kind == Some(settings.kind)
        && server(&settings.imap)
        && server(&settings.smtp)
        && match settings.kind {
            ConnectorKind::Maildir => settings.imap.is_none(),
            ConnectorKind::Imap => settings.imap.is_some(),
            ConnectorKind::Gmail | ConnectorKind::Graph => settings.provider.is_some(),
        }
}

/// A certificate is valid for a name: a server without one is reached by nobody knows whom.
fn names_a_server(server: &ServerSettings) -> bool {
    matches!(server.security, Security::Tls | Security::StartTls) && !server.host.trim().is_empty()
}

fn is_secure(url: &str) -> bool {
    url.starts_with("https://") || (url.starts_with("http://") && crate::trust::is_local(url))
}
