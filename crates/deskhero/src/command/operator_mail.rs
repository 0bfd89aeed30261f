//! `deskhero operator-mail …`

use crate::args::OperatorMail;
use crate::{answer, open};
use anyhow::{Result, bail};
use app::{Ctx, operator};

/// Runs it.
pub async fn run(command: OperatorMail) -> Result<()> {
    let OperatorMail::Test { to, data } = command;
    let config = open::config(&data)?;
    if config.operator_mail.host.is_none() {
        bail!(
            "there is no operator mail yet: name its server in [operator_mail] of the configuration (docs/operating.md)"
        );
    }
    let app = open::app(&config).await?;
    app::operator_mail::test(&app, &Ctx::operator(operator::SCOPE, app.now()), &to).await?;
    answer::print(data.json, &serde_json::json!({ "sent": true }), |_| "The server took the mail.".to_owned())
}
