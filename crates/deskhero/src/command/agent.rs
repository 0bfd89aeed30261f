//! `deskhero agent …`

use super::tenant_named;
use crate::args::{self, Agent};
use crate::{answer, open};
use anyhow::Result;
use app::Ctx;
use domain::Private;
use serde::Serialize;
use std::io::Read;

#[derive(Serialize)]
struct Made {
    id: domain::AgentId,
    email: String,
    role: domain::Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

/// Runs it.
pub async fn run(command: Agent) -> Result<()> {
    let Agent::Create { tenant, email, name, role, password_stdin, data } = command;
    let app = open::app(&open::config(&data)?).await?;
    let info = tenant_named(&app, &tenant).await?;
    let (password, shown) = if password_stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        (Private::new(text.trim_end_matches(['\r', '\n']).to_owned()), false)
    } else {
        (crypto::random::token()?, true)
    };
    let new = app::agent::NewAgent { name, email, role: role_of(role), password: password.clone() };
    let made = app::agent::create(&app, &Ctx::operator(info.scope, app.now()), new).await?;
    let made = Made {
        id: made.id,
        email: made.email,
        role: made.role,
        password: shown.then(|| password.into_inner()),
    };
    answer::print(data.json, &made, |made| {
        let password =
            made.password.as_ref().map(|p| format!("\nPassword (shown once): {p}")).unwrap_or_default();
        format!("Agent {} made.{password}", made.email)
    })
}

const fn role_of(role: args::Role) -> domain::Role {
    match role {
        args::Role::Agent => domain::Role::Agent,
        args::Role::Admin => domain::Role::Admin,
        args::Role::Operator => domain::Role::Operator,
    }
}
