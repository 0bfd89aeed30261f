//! The demo's register of sub-processors: one who has kept its backups for long, and one who is announced and gets nothing yet.
//! Both are invented; nothing of the demo goes to either.

use anyhow::Result;
use app::register::{self, Input};
use app::{App, Ctx, operator};
use domain::Day;

/// Lays it down.
pub async fn lay(app: &App) -> Result<()> {
    let today = Day::at(app.now());
    let backups = Input {
        name: "Firn Lagring AB".to_owned(),
        service: "keeps sealed backups".to_owned(),
        adapters: vec!["s3".to_owned()],
        hosts: vec!["backup.firn.example.org".to_owned()],
        country: "SE".to_owned(),
        place: "Luleå".to_owned(),
        contract: "DPA 2025-14".to_owned(),
        contract_on: today.plus(-400).to_string(),
        contract_until: today.plus(695).to_string(),
        measures: "ISO 27001, annex B of DPA 2025-14".to_owned(),
        flows_down: true,
        in_use_since: today.plus(-390).to_string(),
        ..Input::default()
    };
    let mail = Input {
        name: "Kurier Relay AG".to_owned(),
        service: "delivers the service’s own mail".to_owned(),
        adapters: vec!["operator-mail".to_owned()],
        hosts: vec!["smtp.kurier.example.org".to_owned()],
        country: "CH".to_owned(),
        place: "Bern".to_owned(),
        transfer: "adequacy".to_owned(),
        contract: "DPA 2026-03".to_owned(),
        contract_on: today.plus(-12).to_string(),
        measures: "Annex 2 of DPA 2026-03".to_owned(),
        flows_down: true,
        ..Input::default()
    };
    for input in [backups, mail] {
        let ctx = Ctx::operator(operator::SCOPE, app.now());
        register::put(app, &ctx, input.read(None)?).await?;
    }
    // Its companies find both on their pages.
    register::round(app).await?;
    Ok(())
}
