//! To be written.

use crate::api::Api;
use crate::connector::{Accepted, Batch, CheckReport, Connector, Envelope, Limits, SourceRef, Wake};
use crate::deadline::Deadlines;
use crate::egress::{Egress, GMAIL};
use crate::error::{Code, ConnectError, SendError};
use crate::examine::Examination;
use crate::sasl::Access;
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, Timestamp};
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Gmail {
    api: Api,
}

impl Gmail {
    pub(crate) fn open(
        _settings: &MailboxSettings,
        access: Option<Access>,
        egress: &Egress,
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        Ok(Self { api: Api::new(&GMAIL, access, egress, deadlines)? })
    }

    pub(crate) async fn examine(&mut self) -> Examination {
        Examination::default()
    }
}

#[async_trait::async_trait]
impl Connector for Gmail {
    async fn check(&mut self) -> Result<CheckReport, ConnectError> {
        Err(Code::Settings.into())
    }
    async fn fetch(&mut self, _: &[u8], _: Option<Timestamp>, _: Limits) -> Result<Batch, ConnectError> {
        Err(Code::Settings.into())
    }
    async fn settle(&mut self, _: &[SourceRef], _: AfterTakeIn, _: Option<&str>) -> Result<(), ConnectError> {
        Err(Code::Settings.into())
    }
    async fn wait(&mut self, _: Duration) -> Result<Wake, ConnectError> {
        Err(Code::Settings.into())
    }
    async fn send(&mut self, _: &Envelope, _: &[u8]) -> Result<Accepted, SendError> {
        Err(SendError::NotSent(Code::Settings.into()))
    }
    async fn file_sent(&mut self, _: &[u8], _: &str) -> Result<(), ConnectError> {
        Ok(())
    }
}

pub(crate) fn positions(_: &[u8]) -> Result<Vec<crate::Position>, ConnectError> {
    Ok(Vec::new())
}
