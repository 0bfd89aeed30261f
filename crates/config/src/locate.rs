//! Where things lie when a setting leaves it open.

use std::path::{Path, PathBuf};

use crate::error::ConfigError;
use crate::settings::Config;
use crate::value::DatabaseUrl;

/// Environment variable that may hold the key that wraps all others.
pub const KEK_VARIABLE: &str = "DESKHERO_KEK";

/// Where the key that wraps all others comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KekSource {
    /// From the environment variable [`KEK_VARIABLE`].
    Environment,
    /// From this file.
    File(PathBuf),
}

impl Config {
    /// Database of the tickets.
    #[must_use]
    pub fn database_url(&self) -> DatabaseUrl {
        let url = self.storage.database_url.clone();
        url.unwrap_or_else(|| DatabaseUrl::sqlite(&self.storage.data_dir.join("deskhero.db")))
    }

    /// Database of the keys.
    #[must_use]
    pub fn keyring_url(&self) -> DatabaseUrl {
        let url = self.storage.keyring_url.clone();
        url.unwrap_or_else(|| DatabaseUrl::sqlite(&self.storage.data_dir.join("keyring.db")))
    }

    /// Folder of the large sealed objects.
    #[must_use]
    pub fn blobs_dir(&self) -> PathBuf {
        self.storage.blobs_dir.clone().unwrap_or_else(|| self.storage.data_dir.join("blobs"))
    }

    /// Where the key that wraps all others comes from; the caller says whether [`KEK_VARIABLE`] is set.
    #[must_use]
    pub fn kek_source(&self, is_in_environment: bool) -> KekSource {
        if is_in_environment {
            return KekSource::Environment;
        }
        KekSource::File(self.keys.kek_file.clone().unwrap_or_else(|| self.storage.data_dir.join("kek.key")))
    }

    /// Address that people type, without a slash at its end.
    #[must_use]
    pub fn public_url(&self) -> String {
        let listening = || format!("http://{}", self.server.listen);
        self.server.public_url.as_ref().map_or_else(listening, |url| url.as_str().to_owned())
    }

    /// Folder of the search indexes: derived data, never backed up.
    #[must_use]
    pub fn index_dir(&self) -> PathBuf {
        self.storage.data_dir.join("index")
    }

    /// Puts the tickets into another database: an address given on the command line.
    ///
    /// # Errors
    /// When it is not the address of a database.
    pub fn set_database(&mut self, url: &str) -> Result<(), ConfigError> {
        self.storage.database_url = Some(database("--database", url)?);
        Ok(())
    }

    /// Puts the keys into another database, like [`Config::set_database`].
    ///
    /// # Errors
    /// When it is not the address of a database.
    pub fn set_keyring(&mut self, url: &str) -> Result<(), ConfigError> {
        self.storage.keyring_url = Some(database("--keyring", url)?);
        Ok(())
    }

    /// The data folder.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.storage.data_dir
    }
}

fn database(key: &str, url: &str) -> Result<DatabaseUrl, ConfigError> {
    DatabaseUrl::try_from(url.to_owned()).map_err(|_| ConfigError::BadValue {
        key: key.to_owned(),
        found: "a text (not repeated here)".to_owned(),
        expected: "a text that starts with sqlite: or postgres:",
    })
}
