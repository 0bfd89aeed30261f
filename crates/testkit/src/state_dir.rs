//! The temporary folder of one server, and the account that owns it.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use rustix::process::{getgid, getuid};
use tempfile::TempDir;

use crate::error::{Context, Error, Result};

/// The system account under which the servers run.
#[derive(Clone, Debug)]
pub struct RunAs {
    /// Login name.
    pub name: String,
    /// Name of its group.
    pub group: String,
    /// Number of the account.
    pub uid: u32,
    /// Number of its group.
    pub gid: u32,
}

impl RunAs {
    /// The account that runs the tests, or an unprivileged one (`deskhero-test`, else `nobody`) for root.
    ///
    /// # Errors
    /// When the account is not in `/etc/passwd`.
    pub fn current() -> Result<Self> {
        if getuid().is_root() {
            find_account(|name, _| name == "deskhero-test")
                .or_else(|_| find_account(|name, _| name == "nobody"))
        } else {
            let uid = getuid().as_raw();
            let mut account = find_account(|_, candidate| candidate == uid)?;
            account.gid = getgid().as_raw();
            account.group = group_name(account.gid)?;
            Ok(account)
        }
    }
}

fn find_account(wanted: impl Fn(&str, u32) -> bool) -> Result<RunAs> {
    let passwd = fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
    for line in passwd.lines() {
        let mut fields = line.split(':');
        let name = fields.next().unwrap_or_default();
        let mut numbers = fields.skip(1).map(|field| field.parse::<u32>().ok());
        if let (Some(Some(uid)), Some(Some(gid))) = (numbers.next(), numbers.next())
            && wanted(name, uid)
        {
            return Ok(RunAs { name: name.to_owned(), group: group_name(gid)?, uid, gid });
        }
    }
    Err(Error::Unavailable("the account that would run the servers is not in /etc/passwd".to_owned()))
}

fn group_name(gid: u32) -> Result<String> {
    let groups = fs::read_to_string("/etc/group").context("reading /etc/group")?;
    let number = gid.to_string();
    groups
        .lines()
        .find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            (fields.nth(1)? == number).then(|| name.to_owned())
        })
        .ok_or_else(|| Error::Unavailable(format!("group {gid} is not in /etc/group")))
}

/// A temporary folder that belongs to the servers' account and goes away with its holder.
#[derive(Debug)]
pub struct StateDir {
    folder: TempDir,
    run_as: RunAs,
}

impl StateDir {
    /// A fresh folder, named after the server.
    ///
    /// # Errors
    /// When it can't be made or given to the servers' account.
    pub fn create(server: &str) -> Result<Self> {
        let run_as = RunAs::current()?;
        let folder = tempfile::Builder::new()
            .prefix(&format!("deskhero-{server}-"))
            .tempdir()
            .context("creating a state folder")?;
        let state = Self { folder, run_as };
        state.give(state.path())?;
        Ok(state)
    }

    /// Where the folder is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A path inside the folder.
    #[must_use]
    pub fn join(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The account that owns the folder.
    #[must_use]
    pub fn run_as(&self) -> &RunAs {
        &self.run_as
    }

    /// Makes folders below it, owned by the servers' account.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn make_dirs(&self, names: &[&str]) -> Result<()> {
        for name in names {
            let path = self.join(name);
            fs::create_dir_all(&path).context(format!("creating {name}"))?;
            self.give(&path)?;
        }
        Ok(())
    }

    /// Writes a file that the servers' account owns and nobody else may read.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, name: &str, content: &str) -> Result<PathBuf> {
        let path = self.join(name);
        fs::write(&path, content).context(format!("writing {name}"))?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))
            .context(format!("protecting {name}"))?;
        self.give(&path)?;
        Ok(path)
    }

    /// Gives one path to the servers' account; nothing to do unless the tests run as root.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn give(&self, path: &Path) -> Result<()> {
        if getuid().is_root() {
            chown(path, Some(self.run_as.uid), Some(self.run_as.gid))
                .context("giving a path to the servers")?;
        }
        Ok(())
    }
}
