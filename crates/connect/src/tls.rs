//! TLS by rustls: the system's authorities, and for one server the authority in its settings.

use crate::egress::Egress;
use crate::error::{Code, ConnectError};
use crate::stream::BoxStream;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig};
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::TlsConnector;

/// How to protect the connection to one server.
#[derive(Clone)]
pub(crate) struct Tls(TlsConnector);

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

impl Tls {
    /// Trusts the system's authorities and `ca_pem`.
    ///
    /// # Errors
    /// [`Code::BadCa`].
    pub(crate) fn new(egress: &Egress, ca_pem: Option<&str>) -> Result<Self, ConnectError> {
        let ca_pem = ca_pem.unwrap_or_default();
        egress
            .tls_config(ca_pem, || Self::config(egress, ca_pem))
            .map(|config| Self(TlsConnector::from(config)))
    }

    fn config(egress: &Egress, ca_pem: &str) -> Result<ClientConfig, ConnectError> {
        let mut shared = Arc::clone(egress.authorities());
        if !ca_pem.trim().is_empty() {
            let roots = Arc::make_mut(&mut shared);
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(ca_pem.as_bytes()) {
                let certificate = certificate.map_err(|_| ConnectError::from(Code::BadCa))?;
                roots.add(certificate).map_err(|_| ConnectError::from(Code::BadCa))?;
            }
            if roots.len() == before {
                return Err(Code::BadCa.into());
            }
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        Ok(ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| ConnectError::new(Code::TlsFailed, error.to_string()))?
            .with_root_certificates(shared)
            .with_no_client_auth())
    }

    /// The handshake, with `host` as the name that the certificate must carry.
    pub(crate) async fn wrap(
        &self,
        stream: BoxStream,
        host: &str,
        deadline: Duration,
    ) -> Result<BoxStream, ConnectError> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| ConnectError::from(Code::Settings))?;
        let handshake = self.0.connect(name, stream);
        match tokio::time::timeout(deadline, handshake).await {
            Err(_) => Err(Code::Deadline.into()),
            Ok(Ok(stream)) => Ok(Box::new(stream)),
            Ok(Err(error)) => Err(explain(&error)),
        }
    }
}

fn explain(error: &std::io::Error) -> ConnectError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    let code = match inner {
        Some(rustls::Error::InvalidCertificate(reason)) => match reason {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Code::TlsName
            }
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => Code::TlsExpired,
            CertificateError::UnknownIssuer => Code::TlsUntrusted,
            _ => Code::TlsFailed,
        },
        Some(rustls::Error::InvalidMessage(_)) => Code::NotTls,
        Some(_) => Code::TlsFailed,
        None => Code::Lost,
    };
    ConnectError::new(code, error.to_string())
}
