//! Learning from one company's conversations, for that company alone (C49, C51, C52, C54, C113): which tags fit a conversation,
//! by the words of the conversations that its people tagged. It is off until the company instructs it.
//!
//! **read** ([`read`]: through one tenant's handle) → **count** ([`count`]: integers, no word in clear) → **keep** ([`keep`]:
//! sealed under a key of its own) → **suggest** ([`suggest`]).
//!
//! - A model knows one tenant: whoever reads for it has that tenant's handle and permit, and there is no other way in.
//! - It is never older than what was erased: whatever takes something out of a conversation, or says that it may not be learned
//!   from, destroys the model's key first ([`end`]); the job builds another from what is left.
//! - It says which tags fit. Nothing of a person is read for it, and nothing is said of one.

mod count;
mod keep;
mod read;
mod suggest;

pub(crate) use keep::{end, end_instructed};
pub use keep::{forget, learn, round};
pub use suggest::{Suggested, suggest};

use crate::{App, Ctx, Result, instruction};
use domain::{Feature, TenantScope, Timestamp};
use privacy::Act;

/// What an admin sees of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Whether the company instructed it.
    pub is_on: bool,
    /// When what is there was learned.
    pub built_at: Option<Timestamp>,
    /// From how many conversations.
    pub conversations: i64,
}

/// Whether a company instructed it.
///
/// # Errors
/// The store's failure.
pub async fn is_on(app: &App, scope: TenantScope) -> Result<bool> {
    Ok(instruction::current(app, scope).await?.allow(Feature::Learning))
}

/// What there is.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn status(app: &App, ctx: &Ctx) -> Result<Status> {
    let permit = app.permit(ctx, Act::INSTRUCTION_READ).await?;
    app.settle(permit).await?;
    let is_on = is_on(app, ctx.scope).await?;
    let model = app.store().tenant(ctx.scope).find_learned().await?.model;
    let conversations = model.as_ref().map_or(0, |model| model.conversations);
    Ok(Status { is_on, built_at: model.map(|model| model.built_at), conversations })
}
