//! Where backups and copies of the keyring go, out of the configuration.

use crate::open;
use anyhow::{Context, Result};
use app::backup::{Place, Plan, Setup};
use app::clock::SystemClock;
use app::settings::KeyringCopies;
use config::{BackupPlace, Config};
use connect::Egress;
use crypto::Kek;
use std::path::Path;
use std::sync::Arc;

/// The place that somebody named.
pub fn place(config: &Config, text: &str, egress: &Egress) -> Result<Place> {
    let place = BackupPlace::try_from(text.to_owned()).ok();
    let place =
        place.with_context(|| format!("{text}: expected the path of a folder, or s3://BUCKET/PREFIX"))?;
    of(config, &place, egress)
}

fn of(config: &Config, place: &BackupPlace, egress: &Egress) -> Result<Place> {
    let (bucket, prefix) = match place {
        BackupPlace::Folder(path) => return Ok(Place::folder(path.clone())),
        BackupPlace::Bucket { bucket, prefix } => (bucket.clone(), prefix.clone()),
    };
    let settings = &config.backup;
    let access_key = settings.s3_access_key.clone();
    let access_key =
        access_key.context("backup.s3_access_key: a bucket needs it, and backup.s3_secret_file")?;
    let secret = open::read_text(settings.s3_secret_file.as_deref())?;
    let secret = secret.context("backup.s3_secret_file: a bucket needs it beside backup.s3_access_key")?;
    let server = connect::BucketServer {
        host: settings.s3_endpoint.host.clone(),
        port: settings.s3_endpoint.port,
        is_plain: settings.s3_endpoint.is_plain,
        ca_pem: open::read_text(settings.s3_ca_file.as_deref())?,
        bucket,
        prefix,
    };
    let secret = domain::Private::new(secret.trim().to_owned());
    let credentials = crypto::S3Credentials { access_key, secret, region: settings.s3_region.clone() };
    Ok(Place::bucket(server, credentials, Arc::new(SystemClock::new()), egress))
}

/// What `serve` does by itself; `None` when no place is configured.
pub fn plan(config: &Config, kek: &Arc<dyn Kek>, egress: &Egress) -> Result<Option<Plan>> {
    let Some(place) = &config.backup.to else { return Ok(None) };
    Ok(Some(plan_at(config, kek, of(config, place, egress)?)))
}

fn plan_at(config: &Config, kek: &Arc<dyn Kek>, place: Place) -> Plan {
    Plan {
        place,
        kek: Arc::clone(kek),
        folder: config.data_dir().to_owned(),
        retention_days: config.backup.retention_days.get(),
        every_hours: config.backup.every_hours,
    }
}

/// Where a check looks for backups: the place that is named, or configured, or the folder `backups` below the data.
pub fn verified(config: &Config, named: Option<&str>, egress: &Egress) -> Result<Option<Plan>> {
    let kek = open::kek(config)?;
    let below = config.data_dir().join("backups");
    let place = match (named, &config.backup.to) {
        (Some(text), _) => self::place(config, text, egress)?,
        (None, Some(configured)) => of(config, configured, egress)?,
        (None, None) if below.join("lists").is_dir() => Place::folder(below),
        (None, None) => return Ok(None),
    };
    Ok(Some(plan_at(config, &kek, place)))
}

/// The place that a command names, or the configured one.
pub async fn setup(config: &Config, named: Option<&str>, egress: &Egress) -> Result<Setup> {
    let kek = open::kek(config)?;
    let place = match (named, &config.backup.to) {
        (Some(text), _) => self::place(config, text, egress)?,
        (None, Some(configured)) => of(config, configured, egress)?,
        (None, None) => {
            anyhow::bail!("say where the backups are: --to PLACE, or backup.to in the configuration")
        }
    };
    Ok(plan_at(config, &kek, place).open().await?)
}

/// Copies of the keyring; `None` when there is no folder for them.
pub fn keyring_copies(config: &Config, kek: &Arc<dyn Kek>, named: Option<&Path>) -> Option<KeyringCopies> {
    let folder = named.or(config.keys.snapshot_to.as_deref())?;
    Some(KeyringCopies {
        folder: store::ArchiveFolder::new(folder.to_owned()),
        hours: config.keys.snapshot_hours.get(),
        kek: Arc::clone(kek),
    })
}
