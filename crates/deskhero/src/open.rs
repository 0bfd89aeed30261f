//! Opens a Deskhero: folders, keys, stores, index. The edge where configuration becomes parts.

use crate::args::Data;
use crate::{backups, node};
use anyhow::{Context, Result, bail};
use app::clock::SystemClock;
use app::oauth::{Configured, Push};
use app::{App, Parts};
use config::{ClamdAddress, Config, KEK_VARIABLE, KekSource};
use connect::Egress;
use crypto::{EnvKek, FileKek, FileRootStore, Kek, RootStore as _, SigningKey, Vault};
use domain::{Private, Provider};
use std::path::Path;
use std::sync::Arc;

/// Reads the configuration: `--config FILE`, or the defaults below `--data DIR`.
pub fn config(data: &Data) -> Result<Config> {
    match (&data.config, &data.data) {
        (Some(file), _) => Ok(Config::read(file)?),
        (None, Some(folder)) => Ok(crate::command::demo::config_in(folder)),
        (None, None) => bail!("say where the data lies: --data DIR, or --config FILE"),
    }
}

/// Opens everything for a command that ends by itself.
pub async fn app(config: &Config) -> Result<Arc<App>> {
    open(config, None, false, None, Egress::default()).await
}

/// Opens everything to be checked, with the place of backups that is looked at.
pub async fn verified(
    config: &Config,
    backups: Option<app::backup::Plan>,
    egress: Egress,
) -> Result<Arc<App>> {
    anyhow::ensure!(
        config.data_dir().join("root.key").exists(),
        "{}: there is no Deskhero here that could be checked",
        config.data_dir().display()
    );
    open(config, None, false, backups, egress).await
}

/// Opens data that was restored and has not passed the gate yet.
pub async fn restored(config: &Config) -> Result<Arc<App>> {
    open(config, None, true, None, Egress::default()).await
}

/// Opens everything for a server, which alone takes mail in and sends from this folder.
///
/// # Errors
/// When another server runs on the folder.
pub async fn server(config: &Config) -> Result<Arc<App>> {
    make_folder(config.data_dir())?;
    let node = node::claim(config.data_dir())?;
    open(config, Some(node), false, None, Egress::default()).await
}

async fn open(
    config: &Config,
    node: Option<domain::RequestId>,
    restored: bool,
    backups: Option<app::backup::Plan>,
    egress: Egress,
) -> Result<Arc<App>> {
    let folder = config.data_dir();
    make_folder(folder)?;
    let kek = kek(config)?;
    let root_store = FileRootStore::new(folder.join("root.key"), Arc::clone(&kek));
    let roots = root_store.load_or_create().context("the root key")?;
    let signing = SigningKey::load_or_create(&folder.join("audit-signing.key"), kek.as_ref())
        .context("the key that signs the audit log")?;
    let vault = Vault::new(&roots.current, signing)?;
    if let Some(next) = &roots.next {
        vault.add_root(next)?;
    }
    let store = database(config, restored).await?;
    let keyring = store::Keyring::open(config.keyring_url().as_str()).await.context("the keyring")?;
    let packs = store::Packs::open(config.blobs_dir()).context("the folder of mail bytes")?;
    let settings = app::Settings {
        node,
        node_here: node::find(folder)?,
        index_folder: config.index_dir(),
        drill_folder: folder.join("drills"),
        clamd: config.scanner.clamd.clone().map(|address| match address {
            ClamdAddress::Tcp(address) => address,
            ClamdAddress::Unix(path) => path.to_string_lossy().into_owned(),
        }),
        checkpoint_folder: config.audit.checkpoint_folder.clone(),
        audit_keep_years: config.audit.keep_years.get(),
        operator_mail: operator_mail(config)?,
        sign_up: sign_up(config)?,
        policy: policy(config)?,
        vetted: vetted(config)?,
        public_url: config.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
        check_signatures: config.signatures.check,
        resolver: config.signatures.resolver,
        image_hosts: config.images.hosts.iter().map(|place| (place.host.clone(), place.port)).collect(),
        image_ca_pem: read_text(config.images.ca_file.as_deref())?,
        providers: providers(config)?,
        country: config.register.country.as_ref().map(|country| country.as_str().to_owned()),
        register_notice_days: config.register.notice_days.get(),
        snapshot_hours: i64::from(config.keys.snapshot_hours.get()),
        backups: match backups {
            Some(plan) => Some(plan),
            None => backups::plan(config, &kek, &egress)?,
        },
        keyring_copies: backups::keyring_copies(config, &kek, None),
        billing: billing(config)?,
        usage_days: config.usage.count.then(|| config.usage.days.get()),
        ..app::Settings::default()
    };
    let indexes = search::Indexes::new(&settings.index_folder, search::PoolSizes::default());
    let parts = Parts {
        store,
        keyring,
        packs,
        vault,
        roots: Arc::new(root_store),
        indexes,
        egress,
        clock: Arc::new(SystemClock::new()),
        settings,
    };
    let app = App::new(parts)?;
    app.load_system().await?;
    Ok(app)
}

async fn database(config: &Config, restored: bool) -> Result<store::Store> {
    let url = config.database_url();
    let store = match restored {
        true => store::Store::open_restored(url.as_str()).await,
        false => store::Store::open(url.as_str()).await,
    };
    store.context("the database")
}

/// The operator's mail, when a server is named; its secrets are read from their files.
pub fn operator_mail(config: &Config) -> Result<Option<app::operator_mail::OperatorMail>> {
    let mail = &config.operator_mail;
    let Some(host) = mail.host.clone() else { return Ok(None) };
    let from = mail.from.as_deref().and_then(mime::normalise_address);
    let from = from.context("operator_mail.from: an e-mail address is needed beside operator_mail.host")?;
    let server = domain::record::ServerSettings {
        host,
        port: mail.port,
        security: security(mail.security),
        login: mail.login.clone().unwrap_or_default(),
        password: password(mail.password_file.as_deref())?,
        ca_pem: read_text(mail.ca_file.as_deref())?,
    };
    let returns = returns(config, &server)?;
    Ok(Some(app::operator_mail::OperatorMail { server, from, returns }))
}

/// The mailbox of the author, when its server is named.
fn returns(
    config: &Config,
    sending: &domain::record::ServerSettings,
) -> Result<Option<app::operator_mail::ReturnsBox>> {
    let mail = &config.operator_mail;
    let Some(host) = mail.returns_host.clone() else { return Ok(None) };
    let (login, password) = match mail.returns_login.clone() {
        Some(login) => (login, password(mail.returns_password_file.as_deref())?),
        None => (sending.login.clone(), sending.password.clone()),
    };
    anyhow::ensure!(
        !login.is_empty(),
        "operator_mail.returns_login: a sign-in name is needed beside operator_mail.returns_host"
    );
    anyhow::ensure!(
        mail.returns_wait_seconds > 0,
        "operator_mail.returns_wait_seconds: a number of seconds from 1 to 65535 is needed"
    );
    let ca_pem = sending.ca_pem.clone();
    let (port, security) = (mail.returns_port, security(mail.returns_security));
    let server = domain::record::ServerSettings { host, port, security, login, password, ca_pem };
    Ok(Some(app::operator_mail::ReturnsBox { server, wait_ms: i64::from(mail.returns_wait_seconds) * 1000 }))
}

/// The password in a file; nothing without one.
fn password(file: Option<&Path>) -> Result<String> {
    let text = read_text(file)?.unwrap_or_default();
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
const fn security(chosen: config::MailSecurity) -> domain::record::Security {
    match chosen {
        config::MailSecurity::Tls => domain::record::Security::Tls,
        config::MailSecurity::Starttls => domain::record::Security::StartTls,
    }
}

/// A provider as the configuration has it.
struct Known<'a> {
    provider: Provider,
    name: &'a str,
    issuer: Option<&'a config::HttpsUrl>,
    client_id: Option<&'a String>,
    secret_file: Option<&'a Path>,
    ca_file: Option<&'a Path>,
    scopes: &'a [String],
    api: Option<&'a config::HttpsUrl>,
    companies: &'a [String],
    /// Below the public address, where the provider calls when there are news; the topic and the account by which it does.
    push: Option<(&'static str, Option<&'a String>, Option<&'a String>)>,
    application: bool,
}

/// By whose permission mailboxes can be connected, where the operator set that up; secrets are read from their files.
pub fn providers(config: &Config) -> Result<Vec<Configured>> {
    let (google, microsoft, other) = (&config.google, &config.microsoft, &config.oauth2);
    let known = [
        Known {
            provider: Provider::Google,
            name: "Google",
            issuer: Some(&google.issuer),
            client_id: google.client_id.as_ref(),
            secret_file: google.client_secret_file.as_deref(),
            ca_file: google.ca_file.as_deref(),
            scopes: &[],
            api: Some(&google.api),
            companies: &google.domains,
            push: google
                .push_topic
                .as_ref()
                .map(|topic| ("/push/google", Some(topic), google.push_account.as_ref())),
            application: false,
        },
        Known {
            provider: Provider::Microsoft,
            name: "Microsoft 365",
            issuer: Some(&microsoft.issuer),
            client_id: microsoft.client_id.as_ref(),
            secret_file: microsoft.client_secret_file.as_deref(),
            ca_file: microsoft.ca_file.as_deref(),
            scopes: &[],
            api: Some(&microsoft.api),
            companies: &microsoft.tenants,
            push: microsoft.push.then_some(("/push/microsoft", None, None)),
            application: microsoft.application,
        },
        Known {
            provider: Provider::Other,
            name: &other.name,
            issuer: other.issuer.as_ref(),
            client_id: other.client_id.as_ref(),
            secret_file: other.client_secret_file.as_deref(),
            ca_file: other.ca_file.as_deref(),
            scopes: &other.scopes,
            api: None,
            companies: &[],
            push: None,
            application: false,
        },
    ];
    known.into_iter().filter_map(|known| provider(config, &known).transpose()).collect()
}

fn provider(config: &Config, known: &Known<'_>) -> Result<Option<Configured>> {
    let (Some(issuer), Some(client_id)) = (known.issuer, known.client_id) else { return Ok(None) };
    let public = config.server.public_url.as_ref();
    let public =
        public.context("server.public_url: needed for connecting mailboxes by a provider's permission")?;
    let secret = read_text(known.secret_file)?;
    let ca_pem = read_text(known.ca_file)?;
    Ok(Some(Configured {
        provider: known.provider,
        name: known.name.to_owned(),
        api: known.api.map(|url| api(url, ca_pem.clone())).transpose()?,
        client: connect::oauth::Client {
            issuer: issuer.as_str().to_owned(),
            client_id: client_id.clone(),
            client_secret: secret.map(|text| Private::new(text.trim().to_owned())),
            redirect_uri: format!("{}/oauth/callback", public.as_str()),
            ca_pem,
        },
        scopes: known.scopes.to_vec(),
        companies: known.companies.to_vec(),
        application: known.application,
        push: known.push.map(|(path, topic, account)| Push {
            url: format!("{}{path}", public.as_str()),
            topic: topic.cloned(),
            account: account.cloned(),
        }),
    }))
}

/// The parts of an interface's address; whose mailbox is said when it is opened.
fn api(url: &config::HttpsUrl, ca_pem: Option<String>) -> Result<connect::ApiServer> {
    let rest = url.as_str().trim_start_matches("https://").trim_end_matches('/');
    let (place, prefix) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().with_context(|| format!("{}: a bad port", url.as_str()))?),
        None => (place, 443),
    };
    let (host, prefix) = (host.to_owned(), prefix.to_owned());
    Ok(connect::ApiServer { host, port, prefix, ca_pem, account: String::new() })
}

/// What is offered to whoever signs up, when the operator lets anyone.
fn sign_up(config: &Config) -> Result<Option<app::sign_up::Offer>> {
    let Some(domain) = config.sign_up.domain.as_deref() else { return Ok(None) };
    anyhow::ensure!(
        config.operator_mail.host.is_some(),
        "sign_up.domain: signing up needs [operator_mail], which sends the link that proves an address"
    );
    Ok(Some(app::sign_up::Offer { domain: domain.trim().trim_matches('.').to_ascii_lowercase() }))
}

/// What the operator says about themselves in documents.
fn policy(config: &Config) -> Result<app::document::Policy> {
    let (policy, dpo) = (&config.policy, &config.dpo);
    let language = i18n::tag(&policy.language).with_context(|| {
        format!("policy.language: {} is no language tag (BCP 47): en, fr, pt-BR are some", policy.language)
    })?;
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    Ok(app::document::Policy {
        operator: text(&policy.operator),
        address: text(&policy.address),
        governing_law: policy.governing_law.trim().to_owned(),
        security_contact: text(&policy.security_contact),
        authority: policy.supervisory_authority.trim().to_owned(),
        language,
        dpo: app::document::Dpo { name: text(&dpo.name), email: text(&dpo.email), phone: text(&dpo.phone) },
    })
}

/// What companies pay for, where the operator says who sells.
pub fn billing(config: &Config) -> Result<Option<app::billing::Setup>> {
    let billing = &config.billing;
    let Some(seller) = billing.seller.clone() else { return Ok(None) };
    let needed = |text: &Option<String>, name: &str| {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned).with_context(|| format!("billing.{name}: needed beside billing.seller"))
    };
    let country = billing.country.as_ref().context("billing.country: needed beside billing.seller")?;
    let is_currency =
        billing.currency.len() == 3 && billing.currency.bytes().all(|byte| byte.is_ascii_uppercase());
    anyhow::ensure!(is_currency, "billing.currency: three capital letters are needed, like EUR");
    anyhow::ensure!(
        !billing.plans.is_empty(),
        "billing.plans: at least one plan is needed beside billing.seller"
    );
    let plan = |plan: &config::Plan| app::billing::Plan {
        name: plan.name.trim().to_owned(),
        price: plan.price,
        seats_max: plan.seats_max,
        trial_days: plan.trial_days,
    };
    let plans: Vec<_> = billing.plans.iter().map(plan).collect();
    let prices = 0..=domain::limits::SEAT_PRICE_MAX;
    for (n, plan) in plans.iter().enumerate() {
        let is_new = !plan.name.is_empty() && plans.iter().take(n).all(|other| other.name != plan.name);
        anyhow::ensure!(is_new, "billing.plans: each plan needs a name of its own");
        anyhow::ensure!(
            prices.contains(&plan.price),
            "billing.plans: {}: a price that is not in range",
            plan.name
        );
    }
    Ok(Some(app::billing::Setup {
        seller: domain::record::InvoiceParty {
            name: seller,
            address: needed(&billing.address, "address")?,
            country: country.as_str().to_owned(),
            vat_number: needed(&billing.vat_number, "vat_number")?,
        },
        currency: billing.currency.clone(),
        vat_rate: i64::from(billing.vat_rate.get()),
        prefix: billing.prefix.clone(),
        days_to_pay: billing.days_to_pay.min(365),
        bank: billing.bank.clone(),
        keep_years: billing.keep_years.get(),
        law: billing.law.clone(),
        stripe: stripe(config)?,
        plans,
    }))
}

/// Where invoices are paid by card, if they can be.
fn stripe(config: &Config) -> Result<Option<connect::StripeAccount>> {
    let billing = &config.billing;
    let Some(secret) = read_text(billing.stripe_secret_file.as_deref())? else { return Ok(None) };
    let secret = secret.trim().to_owned();
    // A publishable key looks much the same, and is refused by the API.
    let is_secret = ["sk_", "rk_"].iter().any(|kind| secret.starts_with(kind));
    anyhow::ensure!(
        is_secret && secret.bytes().all(|byte| byte.is_ascii_graphic()),
        "billing.stripe_secret_file: expected a secret key, which begins with sk_ or rk_"
    );
    anyhow::ensure!(
        config.server.public_url.is_some(),
        "billing.stripe_secret_file: needs server.public_url, where the browser comes back to"
    );
    Ok(Some(connect::StripeAccount {
        host: billing.stripe_endpoint.host.clone(),
        port: billing.stripe_endpoint.port,
        is_plain: billing.stripe_endpoint.is_plain,
        ca_pem: read_text(billing.stripe_ca_file.as_deref())?,
        secret: secret.into(),
    }))
}

/// What providers said of the operator.
fn vetted(config: &Config) -> Result<app::trust::Vetted> {
    let until = config.google.assessed_until.as_deref().map(str::parse).transpose();
    Ok(app::trust::Vetted {
        google_until: until.context("google.assessed_until")?,
        microsoft_publisher: config.microsoft.publisher.as_deref().unwrap_or_default().trim().to_owned(),
    })
}

/// Whoever serves others says whom they ask about data protection (C106).
pub fn check_contact(config: &Config) -> Result<()> {
    let Some(url) = &config.server.public_url else { return Ok(()) };
    if app::trust::is_local(url.as_str()) {
        return Ok(());
    }
    let said = [("name", &config.dpo.name), ("email", &config.dpo.email), ("phone", &config.dpo.phone)];
    for (name, value) in said {
        anyhow::ensure!(
            value.as_deref().is_some_and(|value| !value.trim().is_empty()),
            "dpo.{name}: whoever is served at {} has to know whom to ask about data protection: set name, email and phone in [dpo]",
            url.as_str()
        );
    }
    Ok(())
}

/// The text of a file that a setting names.
pub fn read_text(path: Option<&Path>) -> Result<Option<String>> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    path.map(read).transpose()
}

/// The KEK; its file is made when there is none.
pub fn kek(config: &Config) -> Result<Arc<dyn Kek>> {
    let path = match config.kek_source(std::env::var_os(KEK_VARIABLE).is_some()) {
        KekSource::Environment => return Ok(Arc::new(EnvKek::from_env()?)),
        KekSource::File(path) => path,
    };
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    Ok(Arc::new(FileKek::open_or_create(&path)?))
}

/// The KEK that is there: for a restore a new one would be of no use.
pub fn kek_there(config: &Config) -> Result<Arc<dyn Kek>> {
    match config.kek_source(std::env::var_os(KEK_VARIABLE).is_some()) {
        KekSource::Environment => Ok(Arc::new(EnvKek::from_env()?)),
        KekSource::File(path) => Ok(Arc::new(FileKek::open(&path)?)),
    }
}

/// The keys beside the data, which have to be there.
pub fn vault_there(config: &Config, kek: &Arc<dyn Kek>) -> Result<Vault> {
    let (root, signing) = (config.data_dir().join("root.key"), config.data_dir().join("audit-signing.key"));
    let roots = FileRootStore::new(root.clone(), Arc::clone(kek)).load().context("the root key")?;
    let roots = roots.with_context(|| {
        format!("{} is not there: without it no key of the keyring opens. Put it there, or name its folder with --keys", root.display())
    })?;
    anyhow::ensure!(
        signing.exists(),
        "{} is not there: put it there, or name its folder with --keys",
        signing.display()
    );
    let vault = Vault::new(&roots.current, SigningKey::load_or_create(&signing, kek.as_ref())?)?;
    if let Some(next) = &roots.next {
        vault.add_root(next)?;
    }
    Ok(vault)
}

/// Makes a folder that only its owner may enter.
pub fn make_folder(path: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("the folder {} cannot be made", path.display()))
}
