//! `deskhero clock`: whether the machine's clock is believed, and the word of somebody with access to it that it is right.

use crate::args::Data;
use crate::{answer, open};
use anyhow::Result;
use app::terms::{self, Belief};
use app::{Ctx, operator, zone};

const MINUTE_MS: i64 = 60_000;

/// Runs it.
pub async fn run(believe: bool, data: Data) -> Result<()> {
    let app = open::app(&open::config(&data)?).await?;
    if believe {
        terms::believe(&app, &Ctx::operator(operator::SCOPE, app.now())).await?;
    }
    let belief = terms::look(&app).await?;
    let (seen_at, left_ms) = match belief {
        Belief::Believed => (None, 0),
        Belief::Doubted { seen_at, left_ms } => (Some(seen_at), left_ms),
    };
    let answer = serde_json::json!({
        "now_ms": app.now().as_millis(),
        "believed": seen_at.is_none(),
        "seen_at_ms": seen_at.map(|at| at.as_millis()),
        "doubted_for_ms": left_ms,
    });
    answer::print(data.json, &answer, |_| match seen_at {
        None => format!("The clock says {} and is believed: terms end.", zone::day(app.now(), None)),
        Some(seen_at) => format!(
            "The clock says {}, and {} was the last day that was believed. No term ends for {} h {} min yet while Deskhero \
             runs.\nIf the clock is wrong, set it right; if it is right, say so: deskhero clock --believe",
            zone::day(app.now(), None),
            zone::day(seen_at, None),
            left_ms / MINUTE_MS / 60,
            left_ms / MINUTE_MS % 60
        ),
    })
}
