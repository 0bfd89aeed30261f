//! The whole product in a network namespace of its own, in which nothing but this machine can be reached, with every connection
//! that it opens recorded by the kernel's own account (`strace`): each leads to a server that an adapter of the registry stands for
//! (C27, C28, C50, C53). And what a server that is in no entry is sent: nothing.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testkit::account::Account;
use testkit::clamd::Clamd;
use testkit::deadline::poll;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use testkit::gmail::GmailApi;
use testkit::graph::Graph;
use testkit::oidc::Oidc;
use testkit::port::Port;
use testkit::proxy::TcpProxy;
use testkit::s3::S3;
use testkit::stripe::Stripe;

const ADDRESS: &str = "support@acme.test";
/// Mailboxes at Google and at Microsoft.
const AT_GOOGLE: &str = "google@acme.test";
const AT_MICROSOFT: &str = "microsoft@acme.test";
/// The account by whose word Google calls.
const CALLER: &str = "push@desk.test";
const PATIENCE: Duration = Duration::from_secs(60);
/// Says that the test runs inside of the namespace.
const INSIDE: &str = "DESKHERO_TEST_INSIDE";

/// Whether the servers are there; what they are made of is fetched where there is a way to.
fn is_fetched(with_providers: bool) -> bool {
    testkit::or_skip(Stripe::start()).is_some()
        && (!with_providers
            || (testkit::or_skip(Oidc::start("https://localhost/oauth/callback", 60)).is_some()
                && testkit::or_skip(GmailApi::start(AT_GOOGLE)).is_some()
                && testkit::or_skip(Graph::start(&[AT_MICROSOFT])).is_some()))
}

/// Runs the test of this name again in a network namespace of its own; false where this is inside of it already.
fn enclose(name: &str, with_providers: bool) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return false;
    }
    for program in ["unshare", "strace", "ip", "sqlite3"] {
        if testkit::process::find_program(program).is_none() {
            testkit::or_skip::<()>(Err(testkit::Error::Unavailable(format!("{program} is not installed"))));
            return true;
        }
    }
    if !is_fetched(with_providers) {
        return true;
    }
    let own = std::env::current_exe().unwrap();
    let mut inside = Command::new("unshare");
    inside.arg("--net");
    // Whoever is not root makes themselves root of a namespace of their own.
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        inside.arg("--map-root-user");
    }
    inside.arg("--").arg(own).args([name, "--exact", "--nocapture"]);
    let done = inside.env(INSIDE, "1").status().unwrap();
    assert!(done.success(), "the round inside of the namespace failed");
    true
}

struct Desk {
    folder: tempfile::TempDir,
    port: Port,
    token: String,
    boss: String,
    /// What the admin signs in with.
    password: String,
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The product under `strace`, which writes down each connection of each of its threads.
    fn traced(&self, arguments: &[&str]) -> Command {
        let log = File::options().create(true).append(true).open(self.path("log")).unwrap();
        let mut command = Command::new("strace");
        command.args(["-f", "--seccomp-bpf", "-qq", "-A", "-e", "trace=connect", "-e", "signal=none", "-o"]);
        command.arg(self.path("connections")).arg(env!("CARGO_BIN_EXE_deskhero")).args(arguments);
        command.args(["--json", "--config"]).arg(self.path("deskhero.toml")).stderr(log);
        command
    }

    fn run(&self, arguments: &[&str], input: &str) -> Value {
        let mut child = self.traced(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let log = std::fs::read_to_string(self.path("log")).unwrap_or_default();
        assert!(output.status.success(), "{arguments:?}: {log}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Option<Value> {
        self.ask_as(&self.token, method, path, body)
    }

    fn ask_as(&self, token: &str, method: &str, path: &str, body: &str) -> Option<Value> {
        let fields = format!("Authorization: Bearer {token}\r\nContent-Type: application/json\r\n");
        serde_json::from_str(&self.exchange(method, path, &fields, body)?.1).ok()
    }

    /// Head and body of an answer.
    fn exchange(&self, method: &str, path: &str, fields: &str, body: &str) -> Option<(String, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port.number())).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: localhost\r\n{fields}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.to_owned(), body.to_owned()))
    }

    /// The ports that were connected to, with the address of each.
    fn reached(&self) -> BTreeSet<(String, u16)> {
        let text = std::fs::read_to_string(self.path("connections")).unwrap();
        text.lines().filter_map(place).collect()
    }
}

/// Address and port of a recorded `connect` over the internet's protocols.
fn place(line: &str) -> Option<(String, u16)> {
    let (port, rest) = line.split_once("_port=htons(")?.1.split_once(')')?;
    let address = match rest.split_once("inet_addr(\"").or_else(|| rest.split_once("AF_INET6, \"")) {
        Some((_, rest)) => rest.split('"').next()?,
        None => "?",
    };
    Some((address.to_owned(), port.parse().ok()?))
}

struct Servers {
    dovecot: Dovecot,
    exim: Exim,
    s3: S3,
    clamd: Clamd,
    stripe: Stripe,
    /// Where the images of mails lie: another port of a server that speaks TLS.
    images: TcpProxy,
}

fn servers() -> Servers {
    let up = Command::new("ip").args(["link", "set", "lo", "up"]).status().unwrap();
    assert!(up.success());
    let dovecot = Dovecot::start(&[
        Account::new(ADDRESS, "the password of support"),
        Account::new("operator@acme.test", "the password of the operator"),
    ])
    .unwrap();
    let exim = Exim::start(&dovecot).unwrap();
    let (clamd, stripe) = (Clamd::start().unwrap(), Stripe::start().unwrap());
    let images = TcpProxy::start(stripe.port()).unwrap();
    Servers { exim, dovecot, s3: S3::start().unwrap(), clamd, stripe, images }
}

/// Google and Microsoft: who gives permission for mailboxes there, and their interfaces.
struct Providers {
    google: Oidc,
    gmail: GmailApi,
    microsoft: Oidc,
    graph: Graph,
    /// By which the desk is called from outside: what listens there keeps what Microsoft calls with.
    public: String,
}

impl Providers {
    fn start() -> Self {
        let (gmail, graph) = (GmailApi::start(AT_GOOGLE).unwrap(), Graph::start(&[AT_MICROSOFT]).unwrap());
        let public = graph.endpoint_url().split("/hooks").next().unwrap().to_owned();
        let back = format!("{public}/oauth/callback");
        let (google, microsoft) = (Oidc::start(&back, 3_600).unwrap(), Oidc::start(&back, 3_600).unwrap());
        gmail.order("provider", &json!({ "url": google.introspection_url() })).unwrap();
        let url: String = form_urlencoded::byte_serialize(microsoft.introspection_url().as_bytes()).collect();
        graph.tell(&format!("provider?url={url}"), b"").unwrap();
        Self { google, gmail, microsoft, graph, public }
    }

    /// What the operator sets: both tell of news.
    fn settings(&self, folder: &Path) -> String {
        std::fs::write(folder.join("client"), Oidc::CLIENT_SECRET).unwrap();
        let section = |name: &str, oidc: &Oidc, api: String, api_ca: String, more: &str| {
            let trusted = oidc.ca_pem().unwrap() + &api_ca;
            std::fs::write(folder.join(format!("{name}.pem")), trusted).unwrap();
            format!(
                "[{name}]\nissuer = \"{}\"\nclient_id = \"{}\"\nclient_secret_file = \"client\"\n\
                 api = \"https://localhost:{api}\"\nca_file = \"{name}.pem\"\n{more}\n",
                oidc.issuer(),
                Oidc::CLIENT_ID
            )
        };
        let (gmail, graph) = (&self.gmail, &self.graph);
        let topic = format!("push_topic = \"projects/p/topics/t\"\npush_account = \"{CALLER}\"");
        let api = format!("{}{}", graph.port(), Graph::PREFIX);
        section("google", &self.google, gmail.port().to_string(), gmail.ca_pem().unwrap(), &topic)
            + &section("microsoft", &self.microsoft, api, graph.ca_pem().unwrap(), "push = true")
    }
}

/// The operator's settings: mail by one server, backups to another, a scanner, and cards at a provider; and mailboxes by
/// permission.
fn desk(servers: &Servers, endpoint: &str, providers: Option<&Providers>) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let account = &servers.dovecot.accounts()[1];
    std::fs::write(folder.path().join("password"), &account.password).unwrap();
    std::fs::write(folder.path().join("secret"), S3::SECRET).unwrap();
    std::fs::write(folder.path().join("stripe"), Stripe::SECRET).unwrap();
    let (ca, port) = (&servers.dovecot.tls().ca, servers.exim.smtps_port());
    let listen = Port::claim().unwrap();
    let public = match providers {
        Some(providers) => providers.public.clone(),
        None => format!("http://localhost:{}", listen.number()),
    };
    let more = providers.map(|providers| providers.settings(folder.path())).unwrap_or_default();
    let settings = format!(
        "{more}[storage]\ndata_dir = \"data\"\n[server]\npublic_url = \"{public}\"\n\
         [scanner]\nclamd = \"tcp:127.0.0.1:{}\"\n[images]\nhosts = [\"localhost:{}\"]\nca_file = \"{}\"\n\
         [billing]\nseller = \"Desk AB\"\naddress = \"Gatan 1\"\ncountry = \"SE\"\nvat_number = \"SE556000000001\"\n\
         plans = [{{ name = \"Team\", price = 1900 }}]\nstripe_secret_file = \"stripe\"\n\
         stripe_endpoint = \"https://localhost:{}\"\nstripe_ca_file = \"{}\"\n\
         [operator_mail]\nhost = \"localhost\"\nport = {port}\nfrom = \"operator@acme.test\"\n\
         login = \"operator@acme.test\"\npassword_file = \"password\"\nca_file = \"{}\"\n\
         returns_host = \"localhost\"\nreturns_port = {}\nreturns_security = \"starttls\"\n\
         [backup]\nto = \"s3://{}/desk\"\nevery_hours = 0\ns3_endpoint = \"{endpoint}\"\n\
         s3_access_key = \"{}\"\ns3_secret_file = \"secret\"\n",
        servers.clamd.port(),
        servers.images.port(),
        servers.stripe.ca_file().display(),
        servers.stripe.port(),
        servers.stripe.ca_file().display(),
        ca.display(),
        servers.dovecot.imap_port(),
        S3::BUCKET,
        S3::ACCESS_KEY
    );
    std::fs::write(folder.path().join("deskhero.toml"), settings).unwrap();
    Desk { folder, port: listen, token: String::new(), boss: String::new(), password: String::new() }
}

fn connect(desk: &mut Desk, servers: &Servers) {
    desk.run(&["tenant", "create", "acme", "--host", "localhost"], "");
    desk.run(&["agent", "create", "--tenant", "acme", "--email", "ada@acme.test", "--name", "Ada"], "");
    let boss =
        ["agent", "create", "--tenant", "acme", "--email", "b@acme.test", "--name", "B", "--role", "admin"];
    desk.password = desk.run(&boss, "")["password"].as_str().unwrap().to_owned();
    desk.run(&["document", "release", "--missing"], "");
    desk.run(&["document", "signed", "--tenant", "acme", "--admin", "b@acme.test"], "");
    let token = desk.run(&["token", "create", "--tenant", "acme", "--agent", "ada@acme.test"], "");
    desk.token = token["token"].as_str().unwrap().to_owned();
    let token = desk.run(&["token", "create", "--tenant", "acme", "--agent", "b@acme.test"], "");
    desk.boss = token["token"].as_str().unwrap().to_owned();
    let ca = &servers.dovecot.tls().ca;
    let (imap, smtp) = (servers.dovecot.imaps_port().to_string(), servers.exim.smtps_port().to_string());
    let connect = [
        "mailbox",
        "connect",
        "--tenant",
        "acme",
        "--address",
        ADDRESS,
        "--name",
        "Support",
        "--look-back",
        "all",
        "--ca",
        ca.to_str().unwrap(),
        "--imap-host",
        "localhost",
        "--imap-port",
        &imap,
        "--smtp-host",
        "localhost",
        "--smtp-port",
        &smtp,
    ];
    desk.run(&connect, &servers.dovecot.accounts()[0].password);
}

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        // The server is strace's child and would go on without it; strace ends when the server has, port and lock with it.
        let strace = self.0.id();
        let children = std::fs::read_to_string(format!("/proc/{strace}/task/{strace}/children"));
        let children = children.unwrap_or_default();
        for server in children.split_whitespace() {
            let _ = Command::new("kill").args(["-KILL", server]).status();
        }
        if children.trim().is_empty() {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}

fn mail(id: &str, head: &str, body: &str) -> Vec<u8> {
    let kind = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n";
    format!(
        "{head}From: Carla <operator@acme.test>\r\nTo: support@acme.test\r\nSubject: Saddle {id}\r\n\
         Message-ID: <{id}@acme.test>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0000\r\n{kind}\r\n{body}\r\n"
    )
    .into_bytes()
}

/// What is signed below: of a body that its signature is not of, no key is asked for.
const BODY: &str = "<p>And the bell?</p>";

/// A signature of a domain that nobody here knows; its key is asked for all the same.
const SIGNED: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.test; s=key; h=from:to:subject;\r\n \
    bh=B5kyi5eUNWFkDGZjFB3I4Czj5ZFcURjRRceXPAjsjFM=; b=AAAA\r\n";

fn serve(desk: &Desk) -> Stopped {
    let listen = format!("127.0.0.1:{}", desk.port.number());
    Stopped(desk.traced(&["serve", "--listen", &listen]).stdout(Stdio::null()).spawn().unwrap())
}

fn tickets(desk: &Desk, wanted: usize) -> Vec<String> {
    poll(PATIENCE, || {
        let all = desk.ask("GET", "/api/v1/tickets?limit=10", "")?;
        let ids: Vec<String> =
            all["items"].as_array()?.iter().filter_map(|one| Some(one["id"].as_str()?.to_owned())).collect();
        (ids.len() >= wanted).then_some(ids)
    })
    .unwrap_or_else(|| panic!("no ticket: {}", std::fs::read_to_string(desk.path("log")).unwrap()))
}

/// Mail comes in and is scanned, is answered, and what is signed is checked, with learning on.
fn mail_in_and_out(desk: &Desk, servers: &Servers) {
    let images = servers.images.port();
    let body = format!(
        "<p>Where is it?</p><img src=\"https://localhost:{images}/saddle.png\" width=\"600\" height=\"400\">"
    );
    servers.dovecot.deliver(ADDRESS, &mail("1", "", &body)).unwrap();
    let _server = serve(desk);
    let ticket = tickets(desk, 1)[0].clone();
    let learning = json!({ "version": 0, "off": [], "on": ["learning"] }).to_string();
    let said = desk.ask_as(&desk.boss, "PUT", "/api/v1/instructions", &learning).unwrap();
    assert_eq!(said["items"][0]["version"], 1, "{said}");
    let body = json!({ "text": "It is on its way." }).to_string();
    desk.ask("POST", &format!("/api/v1/tickets/{ticket}/replies"), &body).unwrap();
    poll(PATIENCE, || {
        let there = servers.dovecot.list("operator@acme.test", "INBOX").ok()?;
        (!there.is_empty()).then_some(())
    })
    .unwrap();
    // What comes while somebody is here is new: its signature is looked at.
    servers.dovecot.deliver(ADDRESS, &mail("2", SIGNED, BODY)).unwrap();
    for ticket in tickets(desk, 2) {
        desk.ask("GET", &format!("/api/v1/tickets/{ticket}/tag-suggestions"), "").unwrap();
    }
    if let Some(resolver) = resolver() {
        poll(PATIENCE, || desk.reached().contains(&resolver).then_some(())).unwrap();
    }
    let details = json!({ "name": "Acme AB", "address": "Gatan 2", "country": "SE", "vat_number": "",
        "email": "operator@acme.test", "language": "sv" });
    let said = desk.ask_as(&desk.boss, "PUT", "/api/v1/billing/details", &details.to_string()).unwrap();
    assert_eq!(said["details"]["name"], "Acme AB", "{said}");
}

/// Between these two, the first time.
fn between<'t>(text: &'t str, from: &str, until: &str) -> &'t str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}"));
    rest.split(until).next().unwrap()
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://localhost\r\n";

/// Somebody signs in: their cookie, and what shows that a form is of their own pages.
fn signed_in(desk: &Desk) -> (String, String) {
    let typed = format!("email=b%40acme.test&password={}", desk.password);
    let (head, _) = desk.exchange("POST", "/sign-in", FORM, &typed).unwrap();
    let cookie = format!("Cookie: {}\r\n", between(&head, "set-cookie: ", ";"));
    let (_, page) = desk.exchange("GET", "/mailboxes/new", &cookie, "").unwrap();
    let csrf = format!("csrf={}", between(&page, "name=\"csrf\" value=\"", "\""));
    (cookie, csrf)
}

/// The ticket of this subject.
fn ticket_of(desk: &Desk, subject: &str) -> String {
    poll(PATIENCE, || {
        let all = desk.ask("GET", "/api/v1/tickets?limit=10", "")?;
        let wanted = all["items"].as_array()?.iter().find(|one| one["subject"] == subject)?;
        Some(wanted["id"].as_str()?.to_owned())
    })
    .unwrap_or_else(|| panic!("no ticket {subject}"))
}

/// Somebody asks for the images of a mail.
fn an_image(desk: &Desk) {
    let _server = serve(desk);
    let ticket = ticket_of(desk, "Saddle 1");
    let all = desk.ask("GET", &format!("/api/v1/tickets/{ticket}/messages"), "").unwrap();
    let all = all["items"].as_array().unwrap();
    let message = all.iter().find(|one| one["kind"] == "inbound").unwrap()["id"].as_str().unwrap();
    let (cookie, csrf) = signed_in(desk);
    let place = format!("/messages/{message}/images");
    let (_, frame) = desk.exchange("POST", &place, &format!("{cookie}{FORM}"), &csrf).unwrap();
    let image = format!("/downloads/{}", between(&frame, "src=\"/downloads/", "\""));
    desk.exchange("GET", &image, &cookie, "").unwrap();
}

/// Somebody goes to a provider for a mailbox there, agrees, and comes back.
fn by_permission(desk: &Desk, public: &str, (name, provider): (&str, &Oidc), address: &str) {
    let (cookie, csrf) = signed_in(desk);
    let at: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    let wanted = format!("{csrf}&provider={name}&name={name}&address={at}&look-back=all&after=mark_seen");
    let place = "/mailboxes/permission";
    let (_, page) = desk.exchange("POST", place, &format!("{cookie}{FORM}"), &wanted).unwrap();
    let issuer = provider.issuer();
    let url = between(&page, &format!("href=\"{issuer}"), "\"").replace("&#38;", "&");
    let back = provider.sign_in(&format!("{issuer}{url}"), address).unwrap();
    let (head, _) = desk.exchange("GET", back.strip_prefix(public).unwrap(), &cookie, "").unwrap();
    let on = format!("location: {public}");
    let place = between(&head, &on, "\r\n");
    let (head, page) = desk.exchange("GET", place, &cookie, "").unwrap();
    assert!(head.contains("location: /mailboxes"), "{head}\n\n{page}");
}

/// What comes to a mailbox at a provider is answered from there.
fn answered(desk: &Desk, subject: &str, sent: impl Fn() -> Option<()>) {
    let ticket = ticket_of(desk, subject);
    let body = json!({ "text": "In the shed." }).to_string();
    desk.ask("POST", &format!("/api/v1/tickets/{ticket}/replies"), &body).unwrap();
    poll(PATIENCE, sent).unwrap_or_else(|| panic!("{subject} was not answered"));
}

/// A mailbox at Google: mail in, an answer out, and Google's own call that there is more, which is checked by Google's keys.
fn at_google(desk: &Desk, providers: &Providers) {
    let Providers { google, gmail, public, .. } = providers;
    by_permission(desk, public, ("google", google), AT_GOOGLE);
    let raw = URL_SAFE_NO_PAD.encode(mail("google", "", "<p>Where is it?</p>"));
    gmail.order("put", &json!({ "mails": [{ "raw": raw, "labels": ["INBOX", "UNREAD"] }] })).unwrap();
    answered(desk, "Saddle google", || {
        let sent = gmail.order("list", &json!({ "label": "SENT" })).ok()?;
        (!sent.as_array()?.is_empty()).then_some(())
    });
    let watched = |one: &Value| one["url"].as_str().is_some_and(|url| url.ends_with("/watch"));
    poll(PATIENCE, || gmail.asked().ok()?.iter().any(watched).then_some(())).unwrap();
    let fields = format!(
        "Authorization: Bearer {}\r\nContent-Type: application/json\r\n",
        google.call_token(CALLER).unwrap()
    );
    let data = STANDARD.encode(format!(r#"{{"emailAddress":"{AT_GOOGLE}","historyId":"7"}}"#));
    let news = json!({ "message": { "data": data } }).to_string();
    let (head, said) = desk.exchange("POST", "/push/google", &fields, &news).unwrap();
    assert!(head.starts_with("HTTP/1.0 204") || head.starts_with("HTTP/1.1 204"), "{head}\n\n{said}");
}

/// A mailbox at Microsoft: mail in, an answer out, and Microsoft's own call, with the secret that it was given.
fn at_microsoft(desk: &Desk, providers: &Providers) {
    let Providers { microsoft, graph, public, .. } = providers;
    by_permission(desk, public, ("microsoft", microsoft), AT_MICROSOFT);
    poll(PATIENCE, || {
        let all = graph.tell("subscriptions", b"").ok()?;
        all[0]["notificationUrl"].as_str()?.ends_with("/push/microsoft").then_some(())
    })
    .unwrap();
    graph.put(AT_MICROSOFT, "INBOX", "", &mail("microsoft", "", "<p>Where is it?</p>")).unwrap();
    let told = poll(PATIENCE, || {
        let told = graph.tell("told", b"").ok()?;
        (!told.as_array()?.is_empty()).then_some(told)
    })
    .unwrap();
    let fields = "Content-Type: application/json\r\n";
    let (head, said) =
        desk.exchange("POST", "/push/microsoft", fields, &json!({ "value": told }).to_string()).unwrap();
    assert!(head.contains(" 202 "), "{head}\n\n{said}");
    answered(desk, "Saddle microsoft", || (!graph.list(AT_MICROSOFT, "Sent").ok()?.is_empty()).then_some(()));
}

/// Mailboxes by the interfaces of their providers.
fn at_providers(desk: &Desk, providers: &Providers) {
    let _server = serve(desk);
    tickets(desk, 1);
    at_google(desk, providers);
    at_microsoft(desk, providers);
}

/// An invoice of a month that is over is paid by card: its page is at the provider.
fn a_card(desk: &Desk) {
    let month = 40 * 86_400_000_i64;
    let back = format!(
        "UPDATE billing SET trial_until_ms = trial_until_ms - {month}, billed_until_ms = billed_until_ms - {month}"
    );
    // The process before was killed, and its lease on the months goes on.
    let back = format!("{back}; DELETE FROM lease WHERE name = 'billing';");
    let data = desk.path("data/deskhero.db");
    let done = Command::new("sqlite3").args(["-cmd", ".timeout 10000"]).arg(data).arg(back).status().unwrap();
    assert!(done.success());
    let _server = serve(desk);
    let invoice = poll(PATIENCE, || {
        let all = desk.ask_as(&desk.boss, "GET", "/api/v1/invoices", "")?;
        Some(all["items"].as_array()?.first()?["id"].as_str()?.to_owned())
    })
    .unwrap();
    let place = format!("/api/v1/invoices/{invoice}/payment");
    let said = desk.ask_as(&desk.boss, "POST", &place, "").unwrap();
    assert!(said["url"].as_str().is_some_and(|url| url.starts_with("https://localhost:")), "{said}");
}

fn port_of(provider: &Oidc) -> u16 {
    provider.issuer().rsplit(':').next().unwrap().parse().unwrap()
}

/// Whom this machine asks for names.
fn resolver() -> Option<(String, u16)> {
    connect::system_resolver().map(|at| (at.ip().to_string(), at.port()))
}

#[test]
fn everything_that_leaves_leads_to_an_adapter_of_the_registry() {
    if enclose("everything_that_leaves_leads_to_an_adapter_of_the_registry", true) {
        return;
    }
    let (servers, providers) = (servers(), Providers::start());
    let mut desk = desk(&servers, &format!("http://127.0.0.1:{}", servers.s3.port()), Some(&providers));
    connect(&mut desk, &servers);
    mail_in_and_out(&desk, &servers);
    desk.run(&["operator-mail", "test", "--to", "operator@acme.test"], "");
    desk.run(&["backup"], "");
    an_image(&desk);
    at_providers(&desk, &providers);
    a_card(&desk);
    let registry: BTreeMap<u16, &str> = [
        (servers.dovecot.imaps_port(), "imap"),
        (servers.dovecot.imap_port(), "operator-mail, of which what comes back is read"),
        (servers.exim.smtps_port(), "smtp and operator-mail"),
        (servers.s3.port(), "s3"),
        (servers.clamd.port(), "clamd"),
        (servers.stripe.port(), "stripe"),
        (servers.images.port(), "images"),
        (port_of(&providers.google), "oauth: Google's tokens, and the keys by which its calls are signed"),
        (port_of(&providers.microsoft), "oauth: Microsoft's tokens"),
        (providers.gmail.port(), "gmail"),
        (providers.graph.port(), "graph"),
    ]
    .into();
    let mut reached = desk.reached();
    // Names are asked of nobody but the resolver of the machine.
    let asked = resolver().is_none_or(|resolver| reached.remove(&resolver));
    assert!(asked, "{reached:?}");
    let ports: BTreeSet<u16> = reached.iter().map(|(_, port)| *port).collect();
    for (address, port) in &reached {
        assert!(registry.contains_key(port), "{address}:{port} is in no registry: {reached:?}");
        assert!(["127.0.0.1", "::1"].contains(&address.as_str()), "{reached:?}");
    }
    // The round did go by each of them, or it proves nothing.
    assert_eq!(ports, registry.keys().copied().collect());
    for id in
        ["imap", "smtp", "operator-mail", "s3", "clamd", "stripe", "dns", "images", "oauth", "gmail", "graph"]
    {
        assert!(connect::egress::find(id).is_some());
    }
}

#[test]
fn a_server_elsewhere_that_is_in_no_entry_is_not_even_asked() {
    if enclose("a_server_elsewhere_that_is_in_no_entry_is_not_even_asked", false) {
        return;
    }
    let servers = servers();
    let desk = desk(&servers, "https://9.9.9.9", None);
    let refused = desk.traced(&["backup"]).stdout(Stdio::null()).status().unwrap();
    assert!(!refused.success());
    assert_eq!(desk.reached(), BTreeSet::new());
    // Written down before there is any company, it holds at once, and is asked: nobody answers here.
    let entry = "name = \"Quad\"\nservice = \"keeps sealed backups\"\nadapters = [\"s3\"]\nhosts = [\"9.9.9.9\"]\n\
        country = \"CH\"\ntransfer = \"adequacy\"\ncontract = \"1\"\ncontract_on = \"2026-01-01\"\nmeasures = \"2\"\n\
        flows_down = true\n";
    std::fs::write(desk.path("entry.toml"), entry).unwrap();
    let entry = desk.path("entry.toml");
    desk.run(&["sub-processor", "put", path(&entry)], "");
    let unreachable = desk.traced(&["backup"]).stdout(Stdio::null()).status().unwrap();
    assert!(!unreachable.success());
    assert_eq!(desk.reached(), BTreeSet::from([("9.9.9.9".to_owned(), 443)]));
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
