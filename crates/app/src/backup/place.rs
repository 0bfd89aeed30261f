//! Where backups lie: a folder, or a bucket of S3.

use super::Fault;
use crate::Result;
use crate::clock::Clock;
use connect::s3::{SignRequests, Signed, Unsigned};
use connect::{Bucket, BucketServer};
use crypto::s3_signature::body_sha256;
use crypto::{PieceName, S3Credentials};
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use store::ArchiveFolder;

/// A place of backups. What is written there is whole or not there at all.
#[derive(Debug, Clone)]
pub enum Place {
    /// A folder of this machine, or one that is mounted.
    Folder(ArchiveFolder),
    /// A bucket of S3.
    Bucket(Bucket),
}

/// Signs requests with the time of this machine.
struct Signer {
    credentials: S3Credentials,
    clock: Arc<dyn Clock>,
}

impl SignRequests for Signer {
    fn sign(&self, request: &Unsigned<'_>) -> Signed {
        let now = jiff::Timestamp::from_millisecond(self.clock.now().as_millis()).unwrap_or_default();
        let date = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let body_sha256 = body_sha256(request.body);
        let Unsigned { method, host, path, query, .. } = request;
        let authorization = self.credentials.authorize(method, host, path, query, &date, &body_sha256);
        Signed { authorization, date, body_sha256 }
    }
}

impl Place {
    /// The folder at this path; it is made when something is first written.
    #[must_use]
    pub fn folder(path: PathBuf) -> Self {
        Self::Folder(ArchiveFolder::new(path))
    }

    /// The bucket there. Nothing is asked yet.
    #[must_use]
    pub fn bucket(
        server: BucketServer,
        credentials: S3Credentials,
        clock: Arc<dyn Clock>,
        egress: &connect::Egress,
    ) -> Self {
        Self::Bucket(Bucket::new(server, Arc::new(Signer { credentials, clock }), egress))
    }

    pub(super) async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        match self {
            Self::Folder(folder) => Ok(folder.put(name, bytes).await?),
            Self::Bucket(bucket) => Ok(bucket.put(name, &bytes).await?),
        }
    }

    pub(super) async fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Folder(folder) => Ok(folder.get(name).await?),
            Self::Bucket(bucket) => Ok(bucket.get(name).await?),
        }
    }

    pub(super) async fn list(&self, folder: &str) -> Result<Vec<(String, u64)>> {
        match self {
            Self::Folder(place) => Ok(place.list(folder).await?),
            Self::Bucket(bucket) => Ok(bucket.list(folder).await?),
        }
    }

    pub(super) async fn delete(&self, name: &str) -> Result<()> {
        match self {
            Self::Folder(folder) => Ok(folder.delete(name).await?),
            Self::Bucket(bucket) => Ok(bucket.delete(name).await?),
        }
    }

    /// Locks it, where that can be done, until the file is dropped.
    pub(super) async fn lock(&self) -> Result<Option<File>> {
        match self {
            Self::Folder(folder) => Ok(Some(folder.lock().await?.ok_or(Fault::Busy)?)),
            // The lease of the database has to do.
            Self::Bucket(_) => Ok(None),
        }
    }
}

/// Where a piece lies.
pub(super) fn piece_path(name: &PieceName) -> String {
    let name = name.to_string();
    let (start, _) = name.split_at(2);
    format!("pieces/{start}/{name}")
}

/// The name of the piece that lies there; `None` when that is no place of a piece.
pub(super) fn piece_at(path: &str) -> Option<PieceName> {
    let name = path.rsplit('/').next()?.parse().ok()?;
    (piece_path(&name) == path).then_some(name)
}
