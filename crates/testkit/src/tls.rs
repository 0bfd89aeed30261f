//! Certificates for the servers, from an authority that only this test world knows.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::process::{command_as, need_program, run};
use crate::state_dir::StateDir;

/// Names in the certificate of every test server.
pub const HOST_NAMES: &str = "DNS:localhost,DNS:mail.example.test,IP:127.0.0.1";

/// A certificate authority with one server certificate.
#[derive(Clone, Debug)]
pub struct Tls {
    /// PEM of the authority: what a client has to trust.
    pub ca: PathBuf,
    /// PEM of the server's certificate.
    pub certificate: PathBuf,
    /// PEM of the server's key.
    pub key: PathBuf,
}

impl Tls {
    /// Makes an authority and a certificate for `names` (an OpenSSL subjectAltName) in `state`.
    ///
    /// # Errors
    /// When openssl is missing or fails.
    pub fn create(state: &StateDir, names: &str) -> Result<Self> {
        let openssl = need_program("openssl", "openssl")?;
        state.make_dirs(&["tls"])?;
        let step = |arguments: &[&str], what: &str| -> Result<String> {
            let mut command = command_as(&openssl, state.run_as());
            run(command.current_dir(state.join("tls")).args(arguments), what)
        };
        let ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        let mut authority = vec!["req", "-x509", "-days", "3650", "-subj", "/CN=Deskhero test authority"];
        authority.extend(ec);
        authority.extend(["-keyout", "ca.key", "-out", "ca.pem"]);
        step(&authority, "making the test authority")?;
        let alt_names = format!("subjectAltName={names}");
        let mut request = vec!["req", "-subj", "/CN=localhost", "-addext", &alt_names];
        request.extend(ec);
        request.extend(["-keyout", "key.pem", "-out", "server.csr"]);
        step(&request, "asking for the server certificate")?;
        let sign = "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 \
                    -copy_extensions copy -out cert.pem";
        step(&sign.split_whitespace().collect::<Vec<_>>(), "signing the server certificate")?;
        let at = |name: &str| Path::new(&state.join("tls")).join(name);
        Ok(Self { ca: at("ca.pem"), certificate: at("cert.pem"), key: at("key.pem") })
    }
}
