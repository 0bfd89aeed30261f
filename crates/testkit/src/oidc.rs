//! A real OAuth2 and OpenID provider (npm oidc-provider): code with PKCE, rotating refresh tokens, introspection,
//! revocation. State lies in its memory alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::deadline::is_listening;
use crate::error::{Context, Error, Result};
use crate::npm;
use crate::port::Port;
use crate::process::{Launch, Server, command_as, need_program, run};
use crate::state_dir::RunAs;
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

/// The program and what it needs.
const MANIFEST: &str = include_str!("../oidc/package.json");
const LOCK: &str = include_str!("../oidc/package-lock.json");
const PROGRAM: &str = include_str!("../oidc/provider.mjs");
/// Steps between a browser's first question and its way back.
const STEPS_MAX: usize = 12;

/// A provider at which every login is an account.
#[derive(Debug)]
pub struct Oidc {
    server: Option<Server>,
    state: StateDir,
    https: Port,
    http: Port,
    tls: Tls,
    redirect_uri: String,
    access_seconds: u32,
    overlap_seconds: u32,
}

impl Oidc {
    /// What Deskhero is called there.
    pub const CLIENT_ID: &'static str = "deskhero";
    /// What proves it.
    pub const CLIENT_SECRET: &'static str = "deskhero-secret";

    /// Starts a provider that sends browsers back to `redirect_uri`, with access tokens that last so long.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Node, or when its packages cannot be fetched; otherwise what it printed.
    pub fn start(redirect_uri: &str, access_seconds: u32) -> Result<Self> {
        Self::start_with(redirect_uri, access_seconds, 0)
    }

    /// As [`Oidc::start`]; for `overlap_seconds` after a refresh the old refresh token is good too.
    ///
    /// # Errors
    /// As [`Oidc::start`].
    pub fn start_with(redirect_uri: &str, access_seconds: u32, overlap_seconds: u32) -> Result<Self> {
        need_program("node", "nodejs")?;
        let state = StateDir::create("oidc")?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        state.write("package.json", MANIFEST)?;
        state.write("provider.mjs", PROGRAM)?;
        let packages = npm::packages("oidc", MANIFEST, LOCK)?;
        let mut copy = Command::new("cp");
        run(
            copy.arg("-r").arg(&packages).arg(state.join("node_modules")),
            "copying the provider's packages",
        )?;
        let (https, http) = (Port::claim()?, Port::claim()?);
        let redirect_uri = redirect_uri.to_owned();
        let mut provider =
            Self { server: None, state, https, http, tls, redirect_uri, access_seconds, overlap_seconds };
        provider.start_again()?;
        Ok(provider)
    }

    /// Starts it again on the same ports; whatever it had given is worth nothing then. Nothing happens while it runs.
    ///
    /// # Errors
    /// What it printed.
    pub fn start_again(&mut self) -> Result<()> {
        if self.server.is_some() {
            return Ok(());
        }
        let node = need_program("node", "nodejs")?;
        let (https, http) = (self.https.number().to_string(), self.http.number().to_string());
        let seconds = self.access_seconds.to_string();
        let paths = [&node, &self.state.join("provider.mjs"), &self.tls.certificate, &self.tls.key];
        let [node, program, certificate, key] = paths.map(|path| path.to_string_lossy().into_owned());
        let overlap = self.overlap_seconds.to_string();
        let argv =
            [&node, &program, &https, &http, &certificate, &key, &self.redirect_uri, &seconds, &overlap]
                .map(String::as_str);
        let launch = Launch { name: "the OAuth2 provider", argv: &argv, stop_signal: "TERM" };
        let ports = [self.https.number(), self.http.number()];
        self.server =
            Some(Server::start(&launch, &self.state, || ports.iter().all(|port| is_listening(*port)))?);
        Ok(())
    }

    /// Holds answers about tokens back from now on, or hands them out again; returns how many were held so far.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn hold(&self, what: Hold) -> Result<u32> {
        let curl = need_program("curl", "curl")?;
        let mut command = command_as(&curl, self.state.run_as());
        let word = match what {
            Hold::Begin => "hold",
            Hold::End => "release",
            Hold::Count => "held",
        };
        let url = format!("http://127.0.0.1:{}/test/{word}", self.http.number());
        let said = run(command.args(["-sS", "--fail", "--max-time", "20", &url]), "asking the provider")?;
        said.trim().parse().map_err(|_| Error::Failed(format!("the provider says: {said}")))
    }

    /// An identity token that it signs for `login`, whose audience is [`Oidc::CLIENT_ID`].
    ///
    /// # Errors
    /// When the provider leads elsewhere.
    pub fn id_token(&self, login: &str) -> Result<String> {
        self.id_token_for(Self::CLIENT_ID, login)
    }

    /// As [`Oidc::id_token`], for the address below `/push/google` beside that where browsers are sent back to: such as Google
    /// signs for an address that it calls.
    ///
    /// # Errors
    /// As [`Oidc::id_token`].
    pub fn call_token(&self, login: &str) -> Result<String> {
        let own = self.redirect_uri.trim_end_matches("/oauth/callback");
        self.id_token_for(&format!("{own}/push/google"), login)
    }

    fn id_token_for(&self, client: &str, login: &str) -> Result<String> {
        // A verifier and its challenge (RFC 7636, appendix B).
        let (verifier, challenge) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let redirect = &self.redirect_uri;
        let url = format!(
            "{}/auth?response_type=code&client_id={client}&redirect_uri={redirect}&scope=openid%20email&state=s&nonce=n\
             &code_challenge={challenge}&code_challenge_method=S256&prompt=consent",
            self.issuer()
        );
        // With cookies of its own: whoever signed in before is another person.
        let back = self.visitor(&format!("cookies-{login}")).sign_in(&url, login)?;
        let code = back.split(['?', '&']).find_map(|pair| pair.strip_prefix("code=")).unwrap_or_default();
        let form = format!(
            "grant_type=authorization_code&code={code}&redirect_uri={redirect}&code_verifier={verifier}\
             &client_id={client}&client_secret={}",
            Self::CLIENT_SECRET
        );
        let curl = need_program("curl", "curl")?;
        let mut command = command_as(&curl, self.state.run_as());
        command.args(["-sS", "--fail", "--max-time", "20", "--data", &form, "--cacert"]).arg(&self.tls.ca);
        let answer = run(command.arg(format!("{}/token", self.issuer())), "asking for an identity token")?;
        let answer: serde_json::Value =
            serde_json::from_str(&answer).map_err(std::io::Error::from).context("reading the answer")?;
        let token = answer.get("id_token").and_then(serde_json::Value::as_str);
        token
            .map(str::to_owned)
            .ok_or_else(|| Error::Failed("the provider gave no identity token".to_owned()))
    }

    /// Ends it.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Who it is.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("https://localhost:{}", self.https.number())
    }

    /// PEM of the authority that a client has to trust.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn ca_pem(&self) -> Result<String> {
        fs::read_to_string(&self.tls.ca).context("reading the provider's authority")
    }

    /// Its certificates.
    #[must_use]
    pub fn tls(&self) -> &Tls {
        &self.tls
    }

    /// The file of that authority.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.tls.ca
    }

    /// Where others ask about tokens, with what they sign in there by.
    #[must_use]
    pub fn introspection_url(&self) -> String {
        format!("http://dovecot:dovecot-secret@127.0.0.1:{}/token/introspection", self.http.number())
    }

    /// Does what a person in a browser does: goes to `url`, signs in as `login`, agrees. Returns the address that the
    /// provider sends the browser back to.
    ///
    /// # Errors
    /// When the provider leads elsewhere.
    pub fn sign_in(&self, url: &str, login: &str) -> Result<String> {
        self.visitor("cookies").sign_in(url, login)
    }

    fn visitor(&self, jar: &str) -> Visitor {
        Visitor {
            issuer: self.issuer(),
            redirect_uri: self.redirect_uri.clone(),
            ca: self.tls.ca.clone(),
            jar: self.state.join(jar),
            run_as: Some(self.state.run_as().clone()),
        }
    }
}

/// What to do with answers about tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Hold them back.
    Begin,
    /// Hand them out.
    End,
    /// Go on as before.
    Count,
}

/// A person with a browser, who goes to the provider.
#[derive(Debug)]
pub struct Visitor {
    issuer: String,
    redirect_uri: String,
    ca: PathBuf,
    jar: PathBuf,
    run_as: Option<RunAs>,
}

impl Visitor {
    /// One of another process than the provider's; `jar` is where its cookies go.
    #[must_use]
    pub fn new(issuer: &str, redirect_uri: &str, ca: &Path, jar: &Path) -> Self {
        let (ca, jar) = (ca.to_owned(), jar.to_owned());
        Self { issuer: issuer.to_owned(), redirect_uri: redirect_uri.to_owned(), ca, jar, run_as: None }
    }

    /// As [`Oidc::sign_in`].
    ///
    /// # Errors
    /// When the provider leads elsewhere.
    pub fn sign_in(&self, url: &str, login: &str) -> Result<String> {
        let mut at = url.to_owned();
        let mut form = None;
        for _ in 0..STEPS_MAX {
            let (location, page) = self.step(&at, form.take())?;
            match location {
                Some(back) if back.starts_with(&self.redirect_uri) => return Ok(back),
                Some(next) if next.starts_with('/') => at = format!("{}{next}", self.issuer),
                Some(next) if next.starts_with(&self.issuer) => at = next,
                Some(next) => return Err(Error::Failed(format!("the provider leads to {next}"))),
                None if page.contains("value=\"login\"") => {
                    form = Some(format!("prompt=login&login={login}&password=any"));
                }
                None if page.contains("value=\"consent\"") => form = Some("prompt=consent".to_owned()),
                None => return Err(Error::Failed(format!("the provider says: {page}"))),
            }
        }
        Err(Error::Failed("the provider leads nowhere".to_owned()))
    }

    /// One request of a browser: where it is sent on to, or the page.
    fn step(&self, url: &str, form: Option<String>) -> Result<(Option<String>, String)> {
        let curl = need_program("curl", "curl")?;
        let mut command = match &self.run_as {
            Some(run_as) => command_as(&curl, run_as),
            None => Command::new(curl),
        };
        command.args(["-sS", "-i", "--max-time", "20", "--cacert"]).arg(&self.ca);
        command.arg("-b").arg(&self.jar).arg("-c").arg(&self.jar);
        if let Some(form) = &form {
            command.args(["--data", form]);
        }
        let answer = run(command.arg(url), "asking the provider")?;
        let (head, page) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let location = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("location").then(|| value.trim().to_owned())
        });
        Ok((location, page.to_owned()))
    }
}
