//! A ZIP that is sealed while it is packed.

use super::parcel::Parcel;
use super::pieces::Sink;
use crate::Result;
use domain::Timestamp;
use domain::limits::ACCESS_EXPORT_PIECE_BYTES;
use serde::Serialize;

/// Bytes that are packed between two looks at what has come out.
const STEP_BYTES: usize = 512 * 1024;

/// A ZIP on its way into sealed pieces.
pub(crate) struct Packing<'a> {
    parcel: Parcel,
    sink: Sink<'a>,
}

impl<'a> Packing<'a> {
    /// Begins; the first step is what was done to know how many there are.
    ///
    /// # Errors
    /// As [`Sink::take`].
    pub(crate) async fn begin(mut sink: Sink<'a>, now: Timestamp) -> Result<Self> {
        sink.progress.0 = 1;
        sink.note().await?;
        Ok(Self { parcel: Parcel::new(now), sink })
    }

    /// Begins a file.
    ///
    /// # Errors
    /// A name that was there before.
    pub(crate) fn open(&mut self, name: &str) -> Result<()> {
        self.parcel.begin(name)
    }

    /// Writes to the file, and seals what has come out.
    ///
    /// # Errors
    /// As [`Sink::take`].
    pub(crate) async fn put(&mut self, bytes: &[u8]) -> Result<()> {
        for step in bytes.chunks(STEP_BYTES) {
            self.parcel.write(step)?;
            while let Some(piece) = self.parcel.take(ACCESS_EXPORT_PIECE_BYTES) {
                self.sink.take(&piece).await?;
            }
            if bytes.len() > STEP_BYTES {
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Writes a value to the file.
    ///
    /// # Errors
    /// As [`Packing::put`].
    pub(crate) async fn put_json(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_vec(value).map_err(std::io::Error::other)?;
        self.put(&text).await
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// As [`Packing::open`] and [`Packing::put`].
    pub(crate) async fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.open(name)?;
        self.put(bytes).await
    }

    /// Counts steps.
    pub(crate) const fn step(&mut self, steps: i64) {
        self.sink.progress.0 = self.sink.progress.0.saturating_add(steps);
    }

    /// Notes how far it is.
    ///
    /// # Errors
    /// As [`Sink::take`].
    pub(crate) async fn note(&self) -> Result<()> {
        self.sink.note().await
    }

    /// Ends it; its size.
    ///
    /// # Errors
    /// As [`Sink::take`].
    pub(crate) async fn finish(mut self) -> Result<i64> {
        let rest = self.parcel.finish()?;
        for piece in rest.chunks(ACCESS_EXPORT_PIECE_BYTES) {
            self.sink.take(piece).await?;
        }
        Ok(self.sink.size_bytes())
    }
}
