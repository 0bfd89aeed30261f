//! Whether the clock may end terms. What a term ends is gone for good: retention rules, statutory retentions, disconnected
//! mailboxes, closed accounts, old backups. A clock that was set wrong would end all of them at once, so one that stands far
//! ahead of where it was seen last is doubted until Deskhero has run for a day, or somebody with access to the machine
//! says that it is right. A clock that goes back ends nothing early and is followed at once.

use crate::alert;
use crate::{App, Ctx, Result, operator};
use domain::limits::{CLOCK_AHEAD_MAX_MS, CLOCK_DOUBT_MS};
use domain::{AlertRule, Timestamp};
use privacy::Act;
use store::{ClockDoubt, ClockMark};

/// A clock that goes as it should is written down so often, in milliseconds.
const KEPT_EVERY_MS: i64 = 60_000;
/// Two looks further apart than this, in milliseconds: Deskhero did not run all of the time between.
const RAN_MAX_MS: i64 = 10 * 60_000;

/// What is thought of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belief {
    /// It goes as it should.
    Believed,
    /// It stands far ahead: no term ends for now.
    Doubted {
        /// The last time that was believed.
        seen_at: Timestamp,
        /// Milliseconds for which it is doubted yet, while Deskhero runs.
        left_ms: i64,
    },
}

/// Whether terms may end now.
///
/// # Errors
/// A store's failure.
pub async fn may_end(app: &App) -> Result<bool> {
    Ok(look(app).await? == Belief::Believed)
}

/// What the clock shows, compared with where it was seen last. The first doubt is told to whoever runs Deskhero.
///
/// # Errors
/// A store's failure.
pub async fn look(app: &App) -> Result<Belief> {
    let (system, now) = (app.store().system(), app.now());
    let before = system.find_clock_mark().await?;
    let (after, belief) = judge(before, now);
    // Several jobs look at once: the one whose word is kept tells of it.
    if before == Some(after) || !system.change_clock_mark(before, after).await? {
        return Ok(belief);
    }
    let was_doubted = before.is_some_and(|mark| mark.doubt.is_some());
    match (was_doubted, belief) {
        (false, Belief::Doubted { .. }) => {
            tracing::error!("the clock has jumped far ahead: no term ends until that has stood for a day");
            alert::log_fault(app, operator::SCOPE, AlertRule::Clock).await;
        }
        (true, Belief::Believed) => tracing::warn!("the clock is believed again: terms end"),
        _ => {}
    }
    Ok(belief)
}

/// Somebody with access to the machine says that its clock is right.
///
/// # Errors
/// A store's failure.
pub async fn believe(app: &App, ctx: &Ctx) -> Result<()> {
    let permit = app.permit(ctx, Act::CLOCK_BELIEVE).await?;
    app.settle(permit).await?;
    let (system, right) = (app.store().system(), ClockMark { seen_at: ctx.now, doubt: None });
    // Jobs look meanwhile.
    while !system.change_clock_mark(system.find_clock_mark().await?, right).await? {}
    Ok(())
}

/// What a look at `now` makes of where the clock stood.
fn judge(before: Option<ClockMark>, now: Timestamp) -> (ClockMark, Belief) {
    let fresh = ClockMark { seen_at: now, doubt: None };
    let Some(mark) = before else { return (fresh, Belief::Believed) };
    let ahead_ms = now.millis_since(mark.seen_at);
    if ahead_ms <= CLOCK_AHEAD_MAX_MS {
        let is_kept = mark.doubt.is_none() && ahead_ms.abs() < KEPT_EVERY_MS;
        return (if is_kept { mark } else { fresh }, Belief::Believed);
    }
    let mut doubt = mark.doubt.unwrap_or(ClockDoubt { since: now, looked_at: now, waited_ms: 0 });
    let passed_ms = now.millis_since(doubt.looked_at);
    if passed_ms.abs() < KEPT_EVERY_MS && mark.doubt.is_some() {
        return (mark, doubted(mark.seen_at, doubt));
    }
    doubt.waited_ms += passed_ms.clamp(0, RAN_MAX_MS);
    doubt.looked_at = now;
    if doubt.waited_ms >= CLOCK_DOUBT_MS {
        return (fresh, Belief::Believed);
    }
    (ClockMark { doubt: Some(doubt), ..mark }, doubted(mark.seen_at, doubt))
}

const fn doubted(seen_at: Timestamp, doubt: ClockDoubt) -> Belief {
    Belief::Doubted { seen_at, left_ms: CLOCK_DOUBT_MS - doubt.waited_ms }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 3_600_000;

    /// Looks every minute for so long, from a time on.
    fn run(mark: &mut Option<ClockMark>, from_ms: i64, for_ms: i64) -> Belief {
        let mut belief = Belief::Believed;
        for at in (from_ms..=from_ms + for_ms).step_by(60_000) {
            let (after, now) = judge(*mark, Timestamp::from_millis(at));
            (*mark, belief) = (Some(after), now);
        }
        belief
    }

    #[test]
    fn a_clock_that_goes_is_believed_over_a_long_weekend() {
        let mut mark = None;
        assert_eq!(run(&mut mark, 0, 24 * HOUR_MS), Belief::Believed);
        assert_eq!(run(&mut mark, 24 * HOUR_MS + CLOCK_AHEAD_MAX_MS, HOUR_MS), Belief::Believed);
    }

    #[test]
    fn one_that_jumps_ahead_is_doubted_for_a_day_in_which_deskhero_runs() {
        let mut mark = None;
        run(&mut mark, 0, HOUR_MS);
        let jump = 40 * 24 * HOUR_MS;
        assert!(
            matches!(run(&mut mark, jump, 23 * HOUR_MS), Belief::Doubted { seen_at, .. } if seen_at.as_millis() == HOUR_MS)
        );
        // Off for a night: that is no running.
        assert!(matches!(run(&mut mark, jump + 40 * HOUR_MS, HOUR_MS / 2), Belief::Doubted { .. }));
        assert_eq!(run(&mut mark, jump + 41 * HOUR_MS, HOUR_MS), Belief::Believed);
    }

    #[test]
    fn a_second_jump_shortens_no_doubt_and_one_back_ends_it() {
        let mut mark = None;
        run(&mut mark, 0, HOUR_MS);
        run(&mut mark, 1_000 * HOUR_MS, HOUR_MS);
        assert!(
            matches!(run(&mut mark, 9_000 * HOUR_MS, HOUR_MS), Belief::Doubted { left_ms, .. } if left_ms > 21 * HOUR_MS)
        );
        assert_eq!(run(&mut mark, 3 * HOUR_MS, 0), Belief::Believed);
        assert_eq!(mark.unwrap().seen_at.as_millis(), 3 * HOUR_MS);
        // Where it was set back, it may go on from there.
        assert_eq!(run(&mut mark, HOUR_MS, HOUR_MS), Belief::Believed);
    }

    #[test]
    fn a_node_with_another_clock_is_doubted_as_long_as_the_others_go_right() {
        let mut mark = None;
        run(&mut mark, 0, HOUR_MS);
        for minute in 60..3 * 24 * 60 {
            let right = minute * 60_000;
            assert_eq!(run(&mut mark, right, 0), Belief::Believed);
            assert!(matches!(run(&mut mark, right + 1_000 * HOUR_MS, 0), Belief::Doubted { .. }));
        }
    }
}
