//! The live test: everything that is wrong at once. Nothing is altered or sent; whether a mail may be sent shows when one
//! is.

use super::Graph;
use super::folders;
use crate::error::ConnectError;
use crate::examine::{Examination, Fault};

impl Graph {
    pub(super) async fn survey(&mut self) -> Result<Examination, ConnectError> {
        let mut found = Examination::default();
        let all = folders::list(&mut self.api, &self.base).await?;
        for name in &self.folders {
            match folders::named(&mut self.api, &self.base, &all, name).await? {
                Some(folder) => found.report.mails += folder.mails,
                None => found.faults.push(Fault::missing(name)),
            }
        }
        if let Some(name) = &self.move_to
            && folders::named(&mut self.api, &self.base, &all, name).await?.is_none()
        {
            found.faults.push(Fault::missing(name));
        }
        let sent = folders::look(&mut self.api, &self.base, "sentitems").await?;
        let path = |id: &str| all.iter().find(|folder| folder.id == id).map(|folder| folder.path.clone());
        found.report.sent_folder = sent.and_then(|sent| path(&sent.id).or(Some(sent.path)));
        found.report.folders = all.into_iter().map(|folder| folder.path).collect();
        Ok(found)
    }
}
