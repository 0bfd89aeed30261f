//! Takes an export in that a person brings from another Deskhero (GDPR Art. 20): their profile, their conversations with
//! bytes and files, fields and tags that exist here. What the file says about who vouched for a mail is not believed: it
//! came through the person's hands, and every message says so.

mod archive;
mod content;
mod write;

pub use archive::Fault;

use crate::{App, Ctx, Error};
use archive::Archive;
use domain::audit::Job;
use domain::{MailboxId, TenantScope};
use parking_lot::Mutex;
use privacy::Act;
use std::io::{Read, Seek};
use std::sync::Arc;

/// What was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Imported {
    /// Whether the person was new here.
    pub new_contact: bool,
    /// Conversations that were taken in.
    pub tickets: usize,
    /// Messages in them.
    pub messages: usize,
    /// Conversations that were here already, by their Message-IDs.
    pub known: usize,
    /// The last change that was made.
    pub change_seq: i64,
}

/// Why an export was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is none that can be taken in.
    #[error("this is no export that can be taken in: {0}")]
    File(#[from] Fault),
    /// Something here.
    #[error(transparent)]
    App(#[from] Error),
}

/// A file, read where reading may wait.
struct Reading<R>(Arc<Mutex<Archive<R>>>);

impl<R: Read + Seek + Send + 'static> Reading<R> {
    async fn mail(&self, name: &str) -> std::result::Result<Option<Vec<u8>>, ImportError> {
        let (archive, name) = (Arc::clone(&self.0), name.to_owned());
        let reading = tokio::task::spawn_blocking(move || archive.lock().mail(&name));
        Ok(reading.await.map_err(|_| Error::Interrupted)??)
    }
}

/// Takes an export in, into a mailbox. Run again, it takes in what is missing.
///
/// # Errors
/// [`ImportError::File`] for a file that is not whole or not an export: then nothing was taken in. [`ImportError::App`] for a
/// mailbox that there is not, a scanner that does not answer, or a store's failure: then whole conversations were.
pub async fn import<R: Read + Seek + Send + 'static>(
    app: &App,
    scope: TenantScope,
    mailbox: MailboxId,
    file: R,
) -> std::result::Result<Imported, ImportError> {
    let opening = tokio::task::spawn_blocking(move || {
        let mut archive = Archive::open(file)?;
        let data = archive.data()?;
        Ok::<_, Fault>((archive, data))
    });
    let (archive, data) = opening.await.map_err(|_| Error::Interrupted)??;
    let reading = Reading(Arc::new(Mutex::new(archive)));
    let ctx = Ctx::job(scope, Job::AccessExport, app.now());
    let permit = app.permit(&ctx, Act::PERSON_IMPORT).await?;
    app.store()
        .tenant(scope)
        .find_mailbox(mailbox)
        .await
        .map_err(Error::from)?
        .ok_or(Error::NotFound("mailbox"))?;
    let mut import = write::Import::begin(app, ctx, mailbox, &permit, &data).await?;
    let done = import.all(&reading, &data).await;
    let report = import.report;
    app.settle(permit).await?;
    done?;
    Ok(report)
}
