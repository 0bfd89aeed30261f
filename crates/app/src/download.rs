//! Short-lived signed addresses for downloads: no cookie travels with them, and what they open is still
//! decided and logged as the agent's own access.

use crate::{App, Ctx, Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::Actor;
use domain::{AgentId, MessageId, Role, TenantId, TenantScope, Timestamp};

/// How long an address works.
const LIFETIME_MS: i64 = 5 * 60 * 1000;
/// Column name that goes into the signature.
const COLUMN: &str = "download.signature";

/// What an address opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The message.
    pub message: MessageId,
    /// What of it.
    pub what: What,
}

/// What of a message an address opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Its own bytes.
    Raw,
    /// An attachment, to save it.
    Part(u32),
    /// An attachment, to look at it.
    Preview(u32),
    /// A remote image, by its place.
    Image(u32),
}

impl What {
    const fn number(self) -> (u8, u32) {
        match self {
            Self::Raw => (0, 0),
            Self::Part(part) => (1, part),
            Self::Preview(part) => (2, part),
            Self::Image(place) => (3, place),
        }
    }

    const fn of(kind: u8, number: u32) -> Option<Self> {
        match kind {
            0 => Some(Self::Raw),
            1 => Some(Self::Part(number)),
            2 => Some(Self::Preview(number)),
            3 => Some(Self::Image(number)),
            _ => None,
        }
    }
}

/// Signs an address for the agent who asks; the result is one path segment.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent.
pub fn sign(app: &App, ctx: &Ctx, target: Target) -> Result<String> {
    let (Some(agent), Some(role)) = (ctx.agent_id(), ctx.role) else { return Err(Error::Unauthenticated) };
    let mut claim = Vec::with_capacity(96);
    claim.extend_from_slice(ctx.scope.tenant().as_bytes());
    claim.extend_from_slice(agent.as_bytes());
    claim.push(u8::try_from(Role::ALL.iter().position(|r| *r == role).unwrap_or(0)).unwrap_or(0));
    claim.extend_from_slice(target.message.as_bytes());
    let (kind, number) = target.what.number();
    claim.push(kind);
    claim.extend_from_slice(&number.to_be_bytes());
    claim.extend_from_slice(&ctx.now.plus_millis(LIFETIME_MS).as_millis().to_be_bytes());
    let signature = app.vault().system_tag(COLUMN, &claim)?;
    claim.extend_from_slice(&signature.0);
    Ok(URL_SAFE_NO_PAD.encode(claim))
}

/// Reads an address.
///
/// # Errors
/// [`Error::NotFound`] when it is not ours or has expired: the same answer for both.
pub fn verify(app: &App, token: &str, now: Timestamp) -> Result<(Ctx, Target)> {
    read(app, token, now)?.ok_or(Error::NotFound("download"))
}

fn read(app: &App, token: &str, now: Timestamp) -> Result<Option<(Ctx, Target)>> {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return Ok(None) };
    let Some((claim, signature)) = bytes.split_last_chunk::<32>() else { return Ok(None) };
    if !crypto::random::are_equal(&app.vault().system_tag(COLUMN, claim)?.0, signature) {
        return Ok(None);
    }
    Ok(parse(claim, now))
}

fn parse(claim: &[u8], now: Timestamp) -> Option<(Ctx, Target)> {
    let (tenant, rest) = claim.split_first_chunk::<16>()?;
    let (agent, rest) = rest.split_first_chunk::<16>()?;
    let (role, rest) = rest.split_first()?;
    let (message, rest) = rest.split_first_chunk::<16>()?;
    let (kind, rest) = rest.split_first()?;
    let (number, rest) = rest.split_first_chunk::<4>()?;
    let expires = Timestamp::from_millis(i64::from_be_bytes(rest.try_into().ok()?));
    if expires < now {
        return None;
    }
    let scope = TenantScope::of(TenantId::from_slice(tenant).ok()?);
    let role = *Role::ALL.get(usize::from(*role))?;
    let mut ctx = Ctx::agent(scope, AgentId::from_slice(agent).ok()?, role, now);
    ctx.actor = Actor::Agent(AgentId::from_slice(agent).ok()?);
    let what = What::of(*kind, u32::from_be_bytes(*number))?;
    let target = Target { message: MessageId::from_slice(message).ok()?, what };
    Some((ctx, target))
}
