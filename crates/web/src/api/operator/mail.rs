//! The operator's own mail: how it goes out, and a mail to see that it works.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::gate::Caller;
use crate::input::Json;
use crate::problem::Answer;
use app::operator_mail::MailWay;
use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::record::Security;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// How operator mail goes out.
#[derive(Serialize, ToSchema)]
pub struct OperatorMail {
    /// Whether it goes out at all; where not, links are handed over by whoever makes them.
    configured: bool,
    /// Host name of the server.
    host: Option<String>,
    /// Its port.
    port: Option<u16>,
    /// tls or starttls.
    security: Option<String>,
    /// The author's address.
    from: Option<String>,
    /// Host name of the server where the author's mailbox is read; absent where it is not.
    returns_host: Option<String>,
    /// Its port.
    returns_port: Option<u16>,
}

const fn security(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::StartTls => "starttls",
    }
}

impl From<Option<MailWay>> for OperatorMail {
    fn from(way: Option<MailWay>) -> Self {
        Self {
            configured: way.is_some(),
            port: way.as_ref().map(|way| way.port),
            security: way.as_ref().map(|way| security(way.security).to_owned()),
            from: way.as_ref().map(|way| way.from.clone()),
            returns_host: way.as_ref().and_then(|way| way.returns.as_ref()).map(|(host, _)| host.clone()),
            returns_port: way.as_ref().and_then(|way| way.returns.as_ref()).map(|(_, port)| *port),
            host: way.map(|way| way.host),
        }
    }
}

/// Reads how operator mail goes out, without sign-in name and password. The configuration says it.
#[utoipa::path(get, path = "/api/v1/operator/mail", tag = "mail",
    responses((status = 200, body = OperatorMail), ReadErrors))]
pub async fn read(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<OperatorMail>> {
    Ok(Body(app::operator_mail::read(&web.app, &caller.ctx).await?.into()))
}

/// A mail to see that it works.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailTest {
    /// To whom.
    #[schema(format = "email", max_length = 320)]
    to: String,
}

/// Sends a mail to an address, to see that it works, and signs in to the author's mailbox where that is read. 204: the server
/// took it; 409: no server is configured; 503: what
/// is wrong with it.
#[utoipa::path(post, path = "/api/v1/operator/mail/tests", tag = "mail", request_body = MailTest,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn test(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(test): Json<MailTest>,
) -> Answer<StatusCode> {
    app::operator_mail::test(&web.app, &caller.ctx, &test.to).await?;
    Ok(StatusCode::NO_CONTENT)
}
