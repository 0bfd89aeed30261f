//! `deskhero receipt …`

use crate::answer;
use crate::args;
use anyhow::{Context, Result, bail};
use app::erasure::receipt::{BadReceipt, Receipt, Said};
use app::subject_request::CaseSaid;

/// A receipt is never longer.
const BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Runs it.
pub fn run(command: args::Receipt) -> Result<()> {
    let args::Receipt::Check { file, key, json } = command;
    let Some(trusted) = read_key(&key) else { bail!("--key is the public key, 64 hexadecimal digits") };
    if std::fs::metadata(&file).with_context(|| file.display().to_string())?.len() > BYTES_MAX {
        bail!("{} is too large for a receipt", file.display());
    }
    let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
    let receipt = Receipt::from_bytes(&bytes)?;
    match receipt.check(&trusted) {
        Err(BadReceipt::Unreadable) => answer::print(json, &receipt.check_case(&trusted)?, case),
        erasure => answer::print(json, &erasure?, erased),
    }
}

fn erased(said: &Said) -> String {
    format!(
        "proved: {} {} of tenant {} was erased; {} keys destroyed, {} conversations, {} messages; entry {} of {} in the ledger",
        said.scope,
        said.subject_id,
        said.tenant_id,
        said.keys_destroyed,
        said.tickets,
        said.messages,
        said.ledger.index + 1,
        said.ledger.size,
    )
}

fn case(said: &CaseSaid) -> String {
    format!(
        "proved: case {} of tenant {}, {}, received {}, is {} since {}",
        said.number,
        said.tenant_id,
        said.right,
        app::zone::day(said.received_at_ms, None),
        said.state,
        app::zone::day(said.closed_at_ms, None),
    )
}

fn read_key(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    let (pairs, rest) = text.trim().as_bytes().as_chunks::<2>();
    if pairs.len() != out.len() || !rest.is_empty() {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}
