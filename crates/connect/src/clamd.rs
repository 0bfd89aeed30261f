//! clamd's INSTREAM (clamd(8)): the mail in length-prefixed chunks, the verdict as one line.

use crate::deadline::Deadlines;
use crate::egress::{Allowance, CLAMD, Egress};
use crate::error::{Code, ConnectError};
use crate::stream::{BoxStream, timed};
use domain::TenantId;
use std::path::{Path, PathBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Bytes of one chunk.
const CHUNK_BYTES: usize = 64 * 1024;
/// Longest answer that is read.
const ANSWER_BYTES_MAX: u64 = 4 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Address {
    Tcp(String, u16),
    Unix(PathBuf),
}

fn allow(address: &Address, egress: &Egress) -> Allowance {
    match address {
        Address::Tcp(host, port) => egress.allow(&CLAMD, host, *port),
        Address::Unix(path) => egress.allow(&CLAMD, &path.to_string_lossy(), 0),
    }
}

/// A virus scanner.
#[derive(Debug)]
pub struct Clamd {
    address: Address,
    egress: Egress,
    deadlines: Deadlines,
    _allowance: Allowance,
}

/// What the scanner said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing found.
    Clean,
    /// Found; the signature's name.
    Infected(String),
}

impl Clamd {
    /// The scanner at `address`: `host:port`, or the absolute path of a Unix socket. Registers it for egress.
    ///
    /// # Errors
    /// [`Code::Settings`] when the address is neither.
    pub fn open(address: &str, egress: &Egress) -> Result<Self, ConnectError> {
        Self::open_with(address, egress, Deadlines::default())
    }

    /// As [`Clamd::open`], with other deadlines.
    ///
    /// # Errors
    /// As [`Clamd::open`].
    pub fn open_with(address: &str, egress: &Egress, deadlines: Deadlines) -> Result<Self, ConnectError> {
        let address = parse(address)?;
        let allowance = allow(&address, egress);
        Ok(Self { address, egress: egress.clone(), deadlines, _allowance: allowance })
    }

    /// The same scanner, for the work of a company.
    #[must_use]
    pub fn of(&self, tenant: TenantId) -> Self {
        let allowance = allow(&self.address, &self.egress);
        let (address, deadlines) = (self.address.clone(), self.deadlines);
        Self { address, egress: self.egress.of(tenant), deadlines, _allowance: allowance }
    }

    /// Whether the scanner answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), ConnectError> {
        let mut stream = self.connect().await?;
        timed(self.deadlines.quiet, stream.write_all(b"zPING\0")).await?;
        timed(self.deadlines.quiet, stream.flush()).await?;
        let answer = self.answer(&mut stream).await?;
        if answer == "PONG" { Ok(()) } else { Err(ConnectError::new(Code::Protocol, answer)) }
    }

    /// Scans bytes.
    ///
    /// # Errors
    /// When there is no verdict: hold the mail back and try again. [`Code::ScanTooLarge`] when the scanner's
    /// StreamMaxLength is lower than the mail.
    pub async fn scan(&self, bytes: &[u8]) -> Result<Verdict, ConnectError> {
        let mut stream = self.connect().await?;
        let sent = self.stream_out(&mut stream, bytes).await;
        // Over its limit clamd answers and closes while we still write: its answer says more than the broken
        // pipe does.
        let answer = self.answer(&mut stream).await;
        match (sent, answer) {
            (_, Ok(answer)) if answer.contains("size limit exceeded") => Err(Code::ScanTooLarge.into()),
            (Ok(()), Ok(answer)) => verdict(&answer),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    async fn connect(&self) -> Result<BoxStream, ConnectError> {
        let deadline = self.deadlines.connect;
        Ok(match &self.address {
            Address::Tcp(host, port) => Box::new(self.egress.connect(&CLAMD, host, *port, deadline).await?),
            Address::Unix(path) => Box::new(self.egress.connect_unix(&CLAMD, path, deadline).await?),
        })
    }

    async fn stream_out(&self, stream: &mut BoxStream, bytes: &[u8]) -> Result<(), ConnectError> {
        let quiet = self.deadlines.quiet;
        timed(quiet, stream.write_all(b"zINSTREAM\0")).await?;
        for chunk in bytes.chunks(CHUNK_BYTES) {
            let length = u32::try_from(chunk.len()).map_err(|_| ConnectError::from(Code::Protocol))?;
            timed(quiet, stream.write_all(&length.to_be_bytes())).await?;
            timed(quiet, stream.write_all(chunk)).await?;
        }
        timed(quiet, stream.write_all(&0_u32.to_be_bytes())).await?;
        timed(quiet, stream.flush()).await?;
        Ok(())
    }

    async fn answer(&self, stream: &mut BoxStream) -> Result<String, ConnectError> {
        let mut answer = Vec::new();
        timed(self.deadlines.quiet, stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)).await?;
        if answer.is_empty() {
            return Err(Code::Lost.into());
        }
        let text = String::from_utf8_lossy(&answer);
        Ok(text.trim_end_matches(['\0', '\n', '\r']).to_owned())
    }
}

fn parse(address: &str) -> Result<Address, ConnectError> {
    if Path::new(address).is_absolute() {
        return Ok(Address::Unix(PathBuf::from(address)));
    }
    let parts = address.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
    match parts {
        Some((host, port)) if !host.is_empty() => {
            Ok(Address::Tcp(host.trim_matches(['[', ']']).to_owned(), port))
        }
        _ => Err(Code::Settings.into()),
    }
}

fn verdict(answer: &str) -> Result<Verdict, ConnectError> {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(name) if !name.is_empty() => Ok(Verdict::Infected(name.to_owned())),
        _ if said == "OK" => Ok(Verdict::Clean),
        _ => Err(ConnectError::new(Code::Protocol, answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_known_verdicts_are_verdicts() {
        assert_eq!(verdict("stream: OK").unwrap(), Verdict::Clean);
        assert_eq!(verdict("stream: Eicar.A FOUND").unwrap(), Verdict::Infected("Eicar.A".into()));
        for odd in ["", "stream: ", "stream: Can't allocate memory ERROR", "OK FOUN", " FOUND"] {
            assert!(verdict(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(parse("/run/clamd.sock").unwrap(), Address::Unix("/run/clamd.sock".into()));
        assert_eq!(parse("[::1]:3310").unwrap(), Address::Tcp("::1".into(), 3310));
        for bad in ["", "localhost", ":3310", "host:port", "host:70000"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
