//! Exim: submission with TLS and sign-in, and "the internet" on a port of its own.
//!
//! Local mail goes into Dovecot by LMTP. `reject550@…` is refused in the dialogue, `defer451@…` deferred;
//! every other unknown address, local or foreign, is accepted and comes back as a late bounce.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use rustix::process::getuid;

use crate::deadline::is_listening;
use crate::dovecot::Dovecot;
use crate::error::{Context, Error, Result};
use crate::exim_conf::{SELECTORS, SIGNING_DOMAIN, main_file, passwords_file};
use crate::port::Port;
use crate::process::{Launch, Server, command_as, need_program, run};
use crate::smtp;
use crate::state_dir::StateDir;

/// The ports of one Exim, besides the one that Dovecot relays to.
#[derive(Debug)]
pub(crate) struct Ports {
    internet: Port,
    starttls: Port,
    smtps: Port,
}

impl Ports {
    pub(crate) fn internet(&self) -> u16 {
        self.internet.number()
    }
    pub(crate) fn starttls(&self) -> u16 {
        self.starttls.number()
    }
    pub(crate) fn smtps(&self) -> u16 {
        self.smtps.number()
    }
}

/// An SMTP server that delivers into a [`Dovecot`]. Start it after that one and drop it before.
#[derive(Debug)]
pub struct Exim {
    server: Option<Server>,
    state: StateDir,
    ports: Ports,
}

impl Exim {
    /// Starts a server for the accounts of this Dovecot, with the same certificate.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Exim, or without root (Exim wants its configuration owned by root);
    /// otherwise what the server printed.
    pub fn start(dovecot: &Dovecot) -> Result<Self> {
        need_program("exim4", "exim4-daemon-heavy")?;
        if !getuid().is_root() {
            let reason =
                "Exim reads only a configuration that root owns: run the tests as root to include it";
            return Err(Error::Unavailable(reason.to_owned()));
        }
        let state = StateDir::create("exim")?;
        state.make_dirs(&["spool", "log"])?;
        let ports = Ports { internet: Port::claim()?, starttls: Port::claim()?, smtps: Port::claim()? };
        state.write("passwords", &passwords_file(dovecot.accounts()))?;
        let conf = state.write("exim.conf", &main_file(&state, &ports, dovecot))?;
        chown(&conf, Some(0), Some(0)).context("giving Exim's configuration to root")?;
        fs::set_permissions(&conf, fs::Permissions::from_mode(0o644))
            .context("opening Exim's configuration")?;
        let mut exim = Self { server: None, state, ports };
        exim.start_again()?;
        Ok(exim)
    }

    /// Puts signatures (DKIM) of `example.test` on every mail from now on, by an RSA and an Ed25519 key. Returns what its
    /// keys are called in DNS, and the texts that lie there.
    ///
    /// # Errors
    /// When openssl is missing or fails.
    pub fn sign(&self) -> Result<Vec<(String, String)>> {
        let openssl = need_program("openssl", "openssl")?;
        let step = |arguments: &str| -> Result<String> {
            let mut command = command_as(&openssl, self.state.run_as());
            let arguments = arguments.split_whitespace();
            run(command.current_dir(self.state.path()).args(arguments), "making a key for signatures")
        };
        let mut keys = Vec::new();
        for selector in SELECTORS {
            let kind = match selector {
                "rsa" => "RSA -pkeyopt rsa_keygen_bits:2048",
                other => other,
            };
            step(&format!("genpkey -algorithm {kind} -out dkim-{selector}.pem"))?;
            let public = step(&format!("pkey -in dkim-{selector}.pem -pubout"))?;
            let public: String = public.lines().filter(|line| !line.starts_with('-')).collect();
            // Of Ed25519 the bare key: 12 bytes that name the algorithm stand before it (RFC 8410 10.1).
            let bare = if selector == "rsa" { public.as_str() } else { public.get(16..).unwrap_or_default() };
            let name = format!("{selector}._domainkey.{SIGNING_DOMAIN}");
            keys.push((name, format!("v=DKIM1; k={selector}; p={bare}")));
        }
        Ok(keys)
    }

    /// Starts the server again with the queue it left; nothing happens while it runs.
    ///
    /// # Errors
    /// What the server printed.
    pub fn start_again(&mut self) -> Result<()> {
        if self.server.is_some() {
            return Ok(());
        }
        let program = need_program("exim4", "exim4-daemon-heavy")?;
        let conf = self.state.join("exim.conf");
        let (program, conf) = (program.to_string_lossy(), conf.to_string_lossy());
        // -q2s: a deferred mail is tried again every two seconds.
        let argv = [program.as_ref(), "-C", conf.as_ref(), "-bdf", "-q2s"];
        let launch = Launch { name: "Exim", argv: &argv, stop_signal: "TERM" };
        let ports = [self.internet_port(), self.starttls_port(), self.smtps_port()];
        self.server =
            Some(Server::start(&launch, &self.state, || ports.iter().all(|port| is_listening(*port)))?);
        Ok(())
    }

    /// Ends the server. Queue and ports stay: see [`Exim::start_again`].
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Submission with STARTTLS and sign-in.
    #[must_use]
    pub fn starttls_port(&self) -> u16 {
        self.ports.starttls()
    }

    /// Submission over TLS with sign-in.
    #[must_use]
    pub fn smtps_port(&self) -> u16 {
        self.ports.smtps()
    }

    /// Where other servers deliver: no sign-in, local domains only.
    #[must_use]
    pub fn internet_port(&self) -> u16 {
        self.ports.internet()
    }

    /// Sends a mail as a stranger's server would.
    ///
    /// # Errors
    /// What the server answered when it did not accept.
    pub fn receive(&self, sender: &str, recipient: &str, raw: &[u8]) -> Result<()> {
        smtp::deliver_smtp(self.internet_port(), sender, recipient, raw)
    }

    /// The folder with queue and logs.
    #[must_use]
    pub fn state_folder(&self) -> &Path {
        self.state.path()
    }
}
