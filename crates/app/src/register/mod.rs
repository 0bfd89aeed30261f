//! The register of sub-processors: who gets data besides the company itself and whoever runs Deskhero (C27 to C30, C76, C79 to
//! C85). Its changes are signed and none is taken away; what they come to is kept in memory, where every way out is asked
//! about ([`Watch`]). What it says is published.

mod change;
mod input;
mod objection;
mod published;
mod residency;
mod round;
mod tell;
mod watch;

pub use change::{Wanted, end, put, put_country};
pub use input::Input;
pub use objection::{ObjectionView, list_objections, object, own_objections};
pub use published::{
    Country, History, Listed, News, OwnWay, Standing, countries, history, listed, news, opens_at, own_ways,
    reaches, resolver, stopped,
};
pub(crate) use residency::may_stay_here;
pub use residency::{ResidencyView, change_residency, is_without_mail, residency};
pub use round::round;
pub use tell::seen;
pub use watch::load;

pub use connect::egress::{ADAPTERS, Adapter, Counterpart};
pub use privacy::adequacy::decision;
pub use privacy::register::{Stop, Version};

use privacy::register::Register;

pub(crate) use watch::{Watch, read};

use crate::{Ctx, Error, Result, operator};

/// The register is the operator's to change.
fn check_operator(ctx: &Ctx) -> Result<()> {
    if ctx.is_operator() && ctx.scope == operator::SCOPE { Ok(()) } else { Err(Error::NotFound("register")) }
}

/// What companies say is theirs, not the operator's.
fn check_company(ctx: &Ctx) -> Result<()> {
    if ctx.is_operator() || ctx.scope == operator::SCOPE { Err(Error::NotFound("register")) } else { Ok(()) }
}
