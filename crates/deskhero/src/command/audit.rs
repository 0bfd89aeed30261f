//! `deskhero audit …`

use crate::args::Audit;
use crate::{answer, open};
use anyhow::{Result, bail};

/// Runs it.
pub async fn run(command: Audit) -> Result<()> {
    let Audit::Verify { tenant, data } = command;
    let app = open::app(&open::config(&data)?).await?;
    let tenants = match &tenant {
        Some(slug) => vec![super::tenant_named(&app, slug).await?],
        None => app::tenant::list_logs(&app).await?,
    };
    let mut results = Vec::new();
    for info in tenants {
        results.push(app::audit::verify(&app, &info).await?);
    }
    let whole = results.iter().all(|result| result.fault.is_none());
    answer::print(data.json, &serde_json::json!({ "ok": whole, "tenants": results }), |_| {
        let line = |r: &app::audit::Verified| match &r.fault {
            None => format!("{}: {} entries, root {}, whole", r.tenant, r.entries, r.root),
            Some(fault) => format!("{}: BROKEN: {fault}", r.tenant),
        };
        results.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if whole { Ok(()) } else { bail!("the audit log is not whole") }
}
