//! A byte stream with deadlines, whatever carries it.

use crate::deadline::Deadlines;
use crate::error::{Code, ConnectError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};

/// TCP, TLS or a Unix socket.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for T {}

/// A stream of any kind.
pub(crate) type BoxStream = Box<dyn Stream>;

/// Longest line that is read. A search over a million mails answers with one line of 8 MB.
const LINE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Bytes written between two looks at the clock.
const WRITE_BYTES: usize = 64 * 1024;

/// Bounds one step of input or output.
pub(crate) async fn timed<T>(
    deadline: Duration,
    step: impl Future<Output = std::io::Result<T>>,
) -> Result<T, ConnectError> {
    Ok(tokio::time::timeout(deadline, step).await.map_err(|_| ConnectError::from(Code::Deadline))??)
}

/// Lines and counted bytes from a server. Each read waits at most the `quiet` deadline.
pub(crate) struct Lines {
    stream: BufReader<BoxStream>,
    quiet: Duration,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lines")
    }
}

impl Lines {
    pub(crate) fn new(stream: BoxStream, deadlines: &Deadlines) -> Self {
        Self { stream: BufReader::with_capacity(16 * 1024, stream), quiet: deadlines.quiet }
    }

    /// Waits until there is something to read, without a deadline of its own. Safe to cancel.
    pub(crate) async fn ready(&mut self) -> Result<(), ConnectError> {
        match self.stream.fill_buf().await? {
            [] => Err(Code::Lost.into()),
            _ => Ok(()),
        }
    }

    /// Changes how long a silent server is waited for.
    pub(crate) fn set_quiet(&mut self, quiet: Duration) {
        self.quiet = quiet;
    }

    /// The next line without its line end.
    pub(crate) async fn line(&mut self) -> Result<Vec<u8>, ConnectError> {
        let mut line = Vec::new();
        loop {
            let chunk = timed(self.quiet, self.stream.fill_buf()).await?;
            if chunk.is_empty() {
                return Err(Code::Lost.into());
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(chunk.len(), |end| end + 1);
            line.extend_from_slice(chunk.get(..taken).unwrap_or_default());
            self.stream.consume(taken);
            if end.is_some() {
                line.pop();
                line.pop_if(|byte| *byte == b'\r');
                return Ok(line);
            }
            if line.len() > LINE_BYTES_MAX {
                return Err(ConnectError::new(Code::Protocol, "line too long"));
            }
        }
    }

    /// The next `count` bytes; when `is_kept` is false they are read and thrown away.
    pub(crate) async fn bytes(&mut self, count: u64, is_kept: bool) -> Result<Vec<u8>, ConnectError> {
        let mut kept = Vec::with_capacity(if is_kept { usize::try_from(count).unwrap_or(0) } else { 0 });
        let mut left = count;
        while left > 0 {
            let chunk = timed(self.quiet, self.stream.fill_buf()).await?;
            if chunk.is_empty() {
                return Err(Code::Lost.into());
            }
            let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            if is_kept {
                kept.extend_from_slice(chunk.get(..taken).unwrap_or_default());
            }
            self.stream.consume(taken);
            left -= taken as u64;
        }
        Ok(kept)
    }

    /// Writes and flushes; each piece must go out within the `quiet` deadline.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), ConnectError> {
        for piece in bytes.chunks(WRITE_BYTES) {
            timed(self.quiet, self.stream.write_all(piece)).await?;
        }
        timed(self.quiet, self.stream.flush()).await
    }

    /// Whether bytes were received that nobody has read yet.
    pub(crate) fn has_unread(&self) -> bool {
        !self.stream.buffer().is_empty()
    }

    /// The stream itself, for the handshake of STARTTLS.
    ///
    /// # Errors
    /// [`Code::StartTlsInjection`] when bytes stand in the buffer: they came in clear and must not be taken
    /// for answers of the protected connection.
    pub(crate) fn into_clear_stream(self) -> Result<BoxStream, ConnectError> {
        if self.has_unread() {
            return Err(Code::StartTlsInjection.into());
        }
        Ok(self.stream.into_inner())
    }
}
