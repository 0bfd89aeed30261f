//! A company with mail, a place for its backups, and what comes out of one.

use crate::world::{Company, Engine, World, mail};
use app::backup::restore::{Restored, Source, Target, restore};
use app::backup::{self, Passed, Place, Plan, Setup, keyring_copy};
use app::{App, Parts, Settings};
use crypto::{FileKek, FileRootStore, SigningKey, Vault};
use domain::blob::BlobRef;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Snapshot, Store};
use tempfile::TempDir;

pub const DAY_MS: i64 = 24 * 3600 * 1000;

pub struct Desk {
    pub world: World,
    pub company: Company,
    pub setup: Setup,
}

pub fn kek(folder: &Path) -> FileKek {
    FileKek::open_or_create(&folder.join("kek.key")).unwrap()
}

/// Mail `n`: each third answers the one before, each fifth brings a file.
pub fn numbered(n: usize) -> String {
    let answers = (n % 3 == 2).then(|| format!("{}@x.test", n - 1));
    let plain = mail(
        &format!("Person {n} <p{}@x.test>", n / 3),
        &format!("{n}@x.test"),
        answers.as_deref(),
        &format!("Subject {n}"),
        &format!("canary-text-{n} {}", "word ".repeat(n % 40)),
    );
    if !n.is_multiple_of(5) {
        return plain;
    }
    let part = format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\ncanary-text-{n}\r\n\
         --b\r\nContent-Type: application/octet-stream; name=f{n}.bin\r\nContent-Disposition: attachment; filename=f{n}.bin\r\n\
         \r\n{}\r\n--b--\r\n",
        format!("line {n} of a file\r\n").repeat(12_000)
    );
    let (head, _) = plain.split_once("Content-Type:").unwrap();
    format!("{head}{part}")
}

pub fn plan(place: Place, kek: FileKek, folder: &Path) -> Plan {
    Plan { place, kek: Arc::new(kek), folder: folder.to_owned(), retention_days: 30, every_hours: 24 }
}

impl Desk {
    /// The id of a backup made now.
    pub async fn made(&self) -> String {
        backup::make(self.app(), &self.setup).await.unwrap().id.to_string()
    }

    /// Restores a backup elsewhere, and lets it through the gate.
    pub async fn restored(&self, id: &str) -> (Elsewhere, Arc<App>) {
        let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
        elsewhere.fill(self, Some(id.to_owned()), false).await.unwrap();
        let (app, _) = elsewhere.open(self).await;
        (elsewhere, app)
    }

    pub async fn new(world: World) -> Self {
        let company = world.company("acme").await;
        let place = Place::folder(world.folder.path().join("backups"));
        let setup = plan(place, kek(world.folder.path()), world.folder.path()).open().await.unwrap();
        let desk = Self { world, company, setup };
        desk.bring(0..12).await;
        desk
    }

    pub async fn bring(&self, numbers: std::ops::Range<usize>) {
        let mails: Vec<(String, String)> = numbers.map(|n| (format!("key-{n}"), numbered(n))).collect();
        let mails: Vec<(&str, String)> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
        self.world.take_in(&self.company, &mails).await;
    }

    pub fn app(&self) -> &Arc<App> {
        &self.world.app
    }

    pub fn place(&self) -> PathBuf {
        self.world.folder.path().join("backups")
    }

    /// Every file of the place.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.place()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.file_name().unwrap() != "lock" {
                    found.insert(path.clone(), std::fs::read(&path).unwrap());
                }
            }
        }
        found
    }

    pub fn pieces(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.files().into_iter().filter(|(path, _)| path.starts_with(self.place().join("pieces"))).collect()
    }

    pub fn roots(&self) -> Arc<FileRootStore> {
        let folder = self.world.folder.path();
        Arc::new(FileRootStore::new(folder.join("root.key"), Arc::new(kek(folder))))
    }

    pub fn vault(&self) -> Vault {
        let folder = self.world.folder.path();
        let roots = self.roots().load_or_create().unwrap();
        let signing = SigningKey::load_or_create(&folder.join("audit-signing.key"), &kek(folder)).unwrap();
        Vault::new(&roots.current, signing).unwrap()
    }

    pub async fn keyring(&self) -> store::Keyring {
        store::Keyring::open(&self.world.urls.1).await.unwrap()
    }

    pub fn source(&self, id: Option<String>) -> Source {
        Source { place: self.setup.place.clone(), key: Arc::clone(&self.setup.key), id }
    }
}

/// An empty place, beside the keys of a desk.
pub struct Elsewhere {
    pub folder: TempDir,
    pub url: String,
}

impl Elsewhere {
    pub fn new(engine: Engine) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("data.db").display()),
            Engine::Postgres => testkit::postgres::shared()?.create_database().unwrap(),
        };
        Some(Self { folder, url })
    }

    pub fn packs(&self) -> store::Packs {
        store::Packs::open(self.folder.path().join("blobs")).unwrap()
    }

    pub async fn fill(&self, desk: &Desk, id: Option<String>, force: bool) -> app::Result<Restored> {
        let (packs, keyring, vault) = (self.packs(), desk.keyring().await, desk.vault());
        let target =
            Target { database_url: &self.url, packs: &packs, keyring: &keyring, vault: &vault, force };
        let restored = restore(&desk.source(id), &target).await;
        keyring.close().await;
        restored
    }

    /// Opens what was restored and lets it through the gate.
    pub async fn open(&self, desk: &Desk) -> (Arc<App>, Passed) {
        self.open_with(desk, desk.keyring().await).await
    }

    /// The same with a copy of the keys: what the gate takes out is taken out here alone.
    pub async fn open_apart(&self, desk: &Desk) -> (Arc<App>, Passed) {
        let url = format!("sqlite:{}", self.folder.path().join("keyring.db").display());
        keyring_copy::duplicate(desk.app().keyring(), &url).await.unwrap();
        self.open_with(desk, store::Keyring::open(&url).await.unwrap()).await
    }

    async fn open_with(&self, desk: &Desk, keyring: store::Keyring) -> (Arc<App>, Passed) {
        let settings =
            Settings { index_folder: self.folder.path().join("index"), ..desk.app().settings().clone() };
        let parts = Parts {
            store: Store::open_restored(&self.url).await.unwrap(),
            keyring,
            packs: self.packs(),
            vault: desk.vault(),
            roots: desk.roots(),
            indexes: search::Indexes::new(&settings.index_folder, search::PoolSizes::default()),
            egress: connect::Egress::default(),
            clock: Arc::clone(&desk.world.clock) as Arc<dyn app::clock::Clock>,
            settings,
        };
        let app = App::new(parts).unwrap();
        app.load_system().await.unwrap();
        let passed = app::backup::pass(&app).await.unwrap();
        (app, passed)
    }
}

/// Tables and their rows.
pub async fn everything(mut snapshot: Snapshot) -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for table in snapshot.tables() {
        let (mut rows, mut after): (Vec<Vec<u8>>, _) = (Vec::new(), None);
        loop {
            let page = snapshot.page(&table, after.as_ref()).await.unwrap();
            rows.extend(page.rows.into_iter().map(|row| row.bytes));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        rows.sort();
        all.insert(table, rows);
    }
    all
}

/// Every message's raw bytes, sealed, by object; a blob that cannot be read fails.
pub async fn blobs(app: &App, company: &Company) -> BTreeMap<domain::ObjectId, Vec<u8>> {
    let store = app.store().tenant(company.info.scope);
    let mut found = BTreeMap::new();
    let mut after = None;
    loop {
        let page = store.list_messages(after, 100).await.unwrap();
        let objects: Vec<_> = page.iter().filter_map(|message| message.raw_object).collect();
        let places: Vec<BlobRef> = store.list_blobs(&objects).await.unwrap();
        assert_eq!(
            places.iter().map(|p| p.object).collect::<std::collections::BTreeSet<_>>().len(),
            objects.len()
        );
        for place in places {
            found.insert(place.object, app.packs().read(&place).await.unwrap());
        }
        match page.last() {
            Some(last) => after = Some(last.id),
            None => return found,
        }
    }
}

/// Runs a test on a desk on each engine.
macro_rules! on_each {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            use $crate::desk::Desk;
            use $crate::world::{Engine, World};
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                if let Some(world) = World::new(Engine::Sqlite).await {
                    super::$name(Desk::new(world).await, Engine::Sqlite).await;
                }
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(world) = World::new(Engine::Postgres).await {
                    super::$name(Desk::new(world).await, Engine::Postgres).await;
                }
            }
        }
    )+ };
}
pub(crate) use on_each;
