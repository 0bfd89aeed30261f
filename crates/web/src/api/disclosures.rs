//! What of the company was handed to authorities, as far as it may know.

use super::error::ReadErrors;
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::disclosure::{self, Told};
use axum::Json as Body;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Something that was handed to an authority.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldDisclosure {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// The authority.
    authority: String,
    /// The law, and the order.
    basis: String,
    /// The authority's reference.
    reference: String,
    /// When it was handed out.
    made_at_ms: i64,
    /// How many mails.
    mails: u32,
    /// When the company was told: later, where a law forbade it.
    told_at_ms: i64,
}

impl From<Told> for ToldDisclosure {
    fn from(told: Told) -> Self {
        Self {
            id: told.id.to_string(),
            authority: told.authority,
            basis: told.basis,
            reference: told.reference,
            made_at_ms: told.made_at_ms.as_millis(),
            mails: told.mails,
            told_at_ms: told.told_at_ms.as_millis(),
        }
    }
}

/// Lists what of the company was handed to authorities. Admins only.
#[utoipa::path(get, path = "/api/v1/disclosures", tag = "disclosures",
    responses((status = 200, body = Items<ToldDisclosure>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<ToldDisclosure>>> {
    Ok(Body(Items::whole(disclosure::told(&web.app, &caller.ctx).await?)))
}
