//! `deskhero operator-mail …`

use crate::args::OperatorMail;
use crate::{answer, open};
use anyhow::Result;

/// Runs it.
pub async fn run(command: OperatorMail) -> Result<()> {
    let OperatorMail::Test { to, data } = command;
    let app = open::app(&open::config(&data)?).await?;
    app::operator_mail::test(&app, &to, app.now()).await?;
    answer::print(data.json, &serde_json::json!({ "sent": true }), |_| "The server took the mail.".to_owned())
}
