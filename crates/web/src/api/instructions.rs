//! What a company instructs its processor (C7).

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::Json;
use crate::problem::Answer;
use app::instruction;
use axum::Json as Body;
use axum::extract::State;
use domain::{AgentId, Feature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;

/// A version of the instructions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Instruction {
    /// Its number; the first is 1, and the newest holds.
    version: i64,
    /// What is off; all other features are on.
    #[schema(value_type = Vec<String>, example = json!(["remote_images"]))]
    off: Vec<Feature>,
    /// Which agent said so.
    #[schema(value_type = Option<String>)]
    by: Option<AgentId>,
    /// When; milliseconds since 1970-01-01 UTC.
    made_at_ms: i64,
}

impl From<instruction::Instruction> for Instruction {
    fn from(one: instruction::Instruction) -> Self {
        let off = one.off.into_iter().collect();
        Self { version: one.version, off, by: one.by, made_at_ms: one.made_at.as_millis() }
    }
}

/// Lists the versions of the company's instructions, newest first; nothing where everything is as delivered, with all features
/// on but those that a company asks for. Admins only.
#[utoipa::path(get, path = "/api/v1/instructions", tag = "instructions",
    responses((status = 200, body = Items<Instruction>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Instruction>>> {
    let found = instruction::list(&web.app, &caller.ctx).await?;
    Ok(Body(Items { items: found.into_iter().map(Into::into).collect(), next: None }))
}

/// What is instructed from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInstruction {
    /// The version that was seen; 0 where there was none.
    #[schema(minimum = 0)]
    version: i64,
    /// What is off: `remote_images`, `forwarding`, `usage`. All others of these are on.
    #[schema(value_type = Vec<String>)]
    off: Vec<Feature>,
    /// What is on of the features that are off until a company asks for them: `learning`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    on: Vec<Feature>,
}

/// Instructs: what is off is refused from then on, to people and jobs alike, and the audit log names the version. What was
/// counted of people's use goes when `usage` is turned off, what was learned when `learning` is. Admins only.
#[utoipa::path(put, path = "/api/v1/instructions", tag = "instructions", request_body = NewInstruction,
    responses((status = 200, body = Items<Instruction>), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewInstruction>,
) -> Answer<Body<Items<Instruction>>> {
    let mut off: BTreeSet<Feature> = Feature::off_at_first();
    off.retain(|feature| !new.on.contains(feature));
    off.extend(new.off);
    instruction::change(&web.app, &caller.ctx, new.version, off).await?;
    list(State(web), caller).await
}
