//! Dovecot: IMAP with IDLE and CONDSTORE, LMTP, and a submission proxy that relays to Exim.

use std::path::{Path, PathBuf};

use crate::account::Account;
use crate::deadline::is_listening;
use crate::dovecot_conf::{accounts_file, main_file, token_file};
use crate::error::{Error, Result};
use crate::imap::{Client, StoredMail};
use crate::oidc::Oidc;
use crate::port::Port;
use crate::process::{Launch, Server, command_as, need_program, run};
use crate::smtp;
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

/// The ports of one Dovecot.
#[derive(Debug)]
pub(crate) struct Ports {
    all: [Port; 6],
}

impl Ports {
    fn claim() -> Result<Self> {
        let one = Port::claim;
        Ok(Self { all: [one()?, one()?, one()?, one()?, one()?, one()?] })
    }
    pub(crate) fn imap(&self) -> u16 {
        self.all[0].number()
    }
    pub(crate) fn imaps(&self) -> u16 {
        self.all[1].number()
    }
    pub(crate) fn lmtp(&self) -> u16 {
        self.all[2].number()
    }
    pub(crate) fn submission(&self) -> u16 {
        self.all[3].number()
    }
    pub(crate) fn submissions(&self) -> u16 {
        self.all[4].number()
    }
    pub(crate) fn relay(&self) -> u16 {
        self.all[5].number()
    }
}

/// A mail server with real mailboxes.
#[derive(Debug)]
pub struct Dovecot {
    server: Option<Server>,
    state: StateDir,
    ports: Ports,
    tls: Tls,
    accounts: Vec<Account>,
}

impl Dovecot {
    /// Starts a server that holds these accounts, all empty.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Dovecot; otherwise what the server printed.
    pub fn start(accounts: &[Account]) -> Result<Self> {
        Self::start_with(accounts, None)
    }

    /// As [`Dovecot::start`], with sign-in by the access tokens of a provider besides passwords.
    ///
    /// # Errors
    /// As [`Dovecot::start`].
    pub fn start_with(accounts: &[Account], provider: Option<&Oidc>) -> Result<Self> {
        need_program("dovecot", "dovecot-core")?;
        for (file, package) in
            [("imap", "dovecot-imapd"), ("lmtp", "dovecot-lmtpd"), ("submission", "dovecot-submissiond")]
        {
            if !Path::new("/usr/lib/dovecot").join(file).exists() {
                return Err(Error::Unavailable(format!("Debian package {package} is not installed")));
            }
        }
        let state = StateDir::create("dovecot")?;
        state.make_dirs(&["run", "state", "log", "mail"])?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        let ports = Ports::claim()?;
        state.write("accounts", &accounts_file(accounts))?;
        let by_token = provider.map(|provider| token_file(&provider.introspection_url()));
        if let Some(text) = &by_token {
            state.write("tokens.conf", text)?;
        }
        state.write("dovecot.conf", &main_file(&state, &tls, &ports, accounts, by_token.is_some()))?;
        let mut dovecot = Self { server: None, state, ports, tls, accounts: accounts.to_vec() };
        dovecot.start_again()?;
        Ok(dovecot)
    }

    /// Starts the server again on the same state and ports; nothing happens while it runs.
    ///
    /// # Errors
    /// What the server printed.
    pub fn start_again(&mut self) -> Result<()> {
        if self.server.is_some() {
            return Ok(());
        }
        let program = need_program("dovecot", "dovecot-core")?;
        let (program, conf) = (program.to_string_lossy(), self.conf());
        let conf = conf.to_string_lossy();
        let argv = [program.as_ref(), "-F", "-c", conf.as_ref()];
        let launch = Launch { name: "Dovecot", argv: &argv, stop_signal: "TERM" };
        // The master opens every listener before it starts to serve: one that accepts stands for all.
        let ports = [self.imap_port(), self.imaps_port(), self.lmtp_port(), self.submission_port()];
        self.server =
            Some(Server::start(&launch, &self.state, || ports.iter().all(|port| is_listening(*port)))?);
        Ok(())
    }

    /// Ends the server, with every connection. State and ports stay: see [`Dovecot::start_again`].
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// IMAP with STARTTLS.
    #[must_use]
    pub fn imap_port(&self) -> u16 {
        self.ports.imap()
    }

    /// IMAP over TLS.
    #[must_use]
    pub fn imaps_port(&self) -> u16 {
        self.ports.imaps()
    }

    /// LMTP, in clear and without sign-in.
    #[must_use]
    pub fn lmtp_port(&self) -> u16 {
        self.ports.lmtp()
    }

    /// Submission with STARTTLS; relays to the Exim of this world.
    #[must_use]
    pub fn submission_port(&self) -> u16 {
        self.ports.submission()
    }

    /// Submission over TLS; relays to the Exim of this world.
    #[must_use]
    pub fn submissions_port(&self) -> u16 {
        self.ports.submissions()
    }

    /// Where the submission proxy expects Exim.
    pub(crate) fn relay_port(&self) -> u16 {
        self.ports.relay()
    }

    /// Certificates; a client must trust `tls().ca`.
    #[must_use]
    pub fn tls(&self) -> &Tls {
        &self.tls
    }

    /// The accounts of this server.
    #[must_use]
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The folder with everything that the server keeps, its logs included.
    #[must_use]
    pub fn state_folder(&self) -> &Path {
        self.state.path()
    }

    /// Delivers a mail to `recipient` as the internet would (LMTP).
    ///
    /// # Errors
    /// What the server answered when it did not accept.
    pub fn deliver(&self, recipient: &str, raw: &[u8]) -> Result<()> {
        smtp::deliver_lmtp(self.lmtp_port(), "sender@elsewhere.test", recipient, raw)
    }

    /// An IMAP session of this account, for setting up and looking into mailboxes.
    ///
    /// # Errors
    /// When the account does not exist or the server is down.
    pub fn imap(&self, address: &str) -> Result<Client> {
        let account = self
            .accounts
            .iter()
            .find(|account| account.address == address)
            .ok_or_else(|| Error::Failed(format!("{address} is not an account of this server")))?;
        Client::sign_in(self.imap_port(), &account.address, &account.password)
    }

    /// Puts a mail into a folder, with flags (`\Seen`) and an internal date
    /// (`24-Nov-2026 10:00:00 +0000`), and returns its UID.
    ///
    /// # Errors
    /// What the server answered.
    pub fn append(
        &self,
        address: &str,
        folder: &str,
        raw: &[u8],
        flags: &str,
        date: Option<&str>,
    ) -> Result<u32> {
        self.imap(address)?.append(folder, raw, flags, date)
    }

    /// All mails of a folder, oldest first; reading them sets no flag.
    ///
    /// # Errors
    /// What the server answered.
    pub fn list(&self, address: &str, folder: &str) -> Result<Vec<StoredMail>> {
        self.imap(address)?.list(folder)
    }

    /// Gives a folder another UIDVALIDITY, as a server does that lost its index. The mails stay.
    ///
    /// # Errors
    /// What doveadm printed.
    pub fn set_uid_validity(&self, address: &str, folder: &str, value: u32) -> Result<()> {
        let value = value.to_string();
        self.doveadm(&["mailbox", "update", "-u", address, "--uid-validity", &value, folder]).map(drop)
    }

    /// Deletes a folder with all its mails and creates it anew, with another UIDVALIDITY. INBOX is emptied.
    ///
    /// # Errors
    /// What the server answered.
    pub fn reset_folder(&self, address: &str, folder: &str) -> Result<()> {
        let mut client = self.imap(address)?;
        if folder.eq_ignore_ascii_case("INBOX") {
            client.delete_all(folder)
        } else {
            client.command(&format!("DELETE {}", crate::imap::quoted(folder)))?;
            client.create(folder)
        }
    }

    /// Runs Dovecot's administration tool on this server.
    ///
    /// # Errors
    /// What it printed.
    pub fn doveadm(&self, arguments: &[&str]) -> Result<String> {
        let program = need_program("doveadm", "dovecot-core")?;
        let mut command = command_as(&program, self.state.run_as());
        run(command.current_dir(self.state.path()).arg("-c").arg(self.conf()).args(arguments), "doveadm")
    }

    fn conf(&self) -> PathBuf {
        self.state.join("dovecot.conf")
    }
}
