//! The register as every way out asks for it: read at the start, and again when it changed.

use crate::clock::Clock;
use crate::{App, Result, operator};
use connect::egress::{Adapter, Counterpart, Following, Gate};
use crypto::RegisterLine;
use domain::limits::REGISTER_CHANGES_MAX;
use domain::{RegisterChange, TenantId, Timestamp, WayAsked};
use parking_lot::{Mutex, RwLock};
use privacy::register::{Register, Stop, Way};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, Weak};
use store::RegisterState;

/// Entries read at once.
const PAGE: u32 = 500;
/// Refusals that are remembered until somebody is told.
const REFUSED_MAX: usize = 1_000;

/// Something that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    /// Id of the adapter.
    pub adapter: &'static str,
    /// Whose work it was.
    pub tenant: Option<TenantId>,
    /// Why.
    pub stop: Stop,
    /// The companies that keep their data in the area, each by its version, where that is why.
    pub kept: BTreeMap<TenantId, i64>,
}

/// What is asked before anything leaves.
pub(crate) struct Watch {
    clock: Arc<dyn Clock>,
    app: OnceLock<Weak<App>>,
    register: RwLock<Option<Arc<Register>>>,
    /// How far it had come when it was read last.
    state: Mutex<Option<RegisterState>>,
    refused: Mutex<Vec<Refused>>,
    /// Changes of which every company was told, and when the last one was: whoever comes later found them in the list.
    told: Mutex<BTreeMap<i64, Timestamp>>,
}

impl Watch {
    /// Knows nothing yet: nothing leaves this machine's own network until it does.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let (app, register, state) = (OnceLock::new(), RwLock::new(None), Mutex::default());
        Self { clock, app, register, state, refused: Mutex::default(), told: Mutex::default() }
    }

    /// Follows the register in this one's store from now on.
    pub fn serve(&self, app: &Arc<App>) {
        let _ = self.app.set(Arc::downgrade(app));
    }

    /// The register, if it could be read.
    pub fn register(&self) -> Option<Arc<Register>> {
        self.register.read().clone()
    }

    fn learn(&self, register: Option<Register>, state: RegisterState) {
        *self.register.write() = register.map(Arc::new);
        *self.state.lock() = Some(state);
    }

    /// What was refused since the last time.
    pub(super) fn take_refused(&self) -> Vec<Refused> {
        std::mem::take(&mut *self.refused.lock())
    }
}

impl Gate for Watch {
    /// Another process may have changed the register, or a company may have said there that its data stays: it holds from the
    /// next connection on. Where that cannot be read, what is known holds.
    fn follow(&self) -> Following<'_> {
        let Some(app) = self.app.get().and_then(Weak::upgrade) else {
            return Box::pin(std::future::ready(()));
        };
        Box::pin(async move {
            let looked = match app.store().system().find_register_state().await {
                Ok(state) if *self.state.lock() == Some(state) => Ok(()),
                Ok(_) => load(&app).await,
                Err(error) => Err(error.into()),
            };
            if let Err(error) = looked {
                tracing::error!(%error, "the register cannot be read before something leaves; what is known of it holds");
            }
        })
    }

    fn decide(&self, who: Counterpart, asked: &WayAsked<'_>) -> std::result::Result<Way, Stop> {
        match (self.register(), who) {
            (Some(register), who) => register.decide(who, asked, self.clock.now()),
            (None, Counterpart::OperatorService) => Ok(Way::OwnNetwork),
            (None, _) => Ok(Way::Open),
        }
    }

    fn refused(&self, adapter: &Adapter, tenant: Option<TenantId>, stop: Stop) {
        let kept = match (stop, self.register()) {
            (Stop::Residency, Some(register)) => register.kept_in_eea().clone(),
            _ => BTreeMap::new(),
        };
        let kept = kept.into_iter().filter(|(one, _)| tenant.is_none_or(|tenant| tenant == *one)).collect();
        let mut all = self.refused.lock();
        if all.len() < REFUSED_MAX {
            all.push(Refused { adapter: adapter.id, tenant, stop, kept });
        }
    }
}

/// Reads the register anew, with which companies stay in the European Economic Area. One whose signatures do not hold is as
/// none: nothing leaves to whom only it names.
///
/// # Errors
/// The store's failure.
pub async fn load(app: &App) -> Result<()> {
    // It goes through many pages: its frame lies on the heap, not on that of whoever asks.
    let mut told = app.watch().told.lock().clone();
    // Before it is read: what is changed meanwhile is read again.
    let state = app.store().system().find_register_state().await?;
    let register = Box::pin(read_on(app, &mut told)).await?;
    app.watch().told.lock().append(&mut told);
    if register.is_none() {
        tracing::error!(
            "the register of sub-processors is not what was signed: nothing goes to anybody in it"
        );
    }
    app.watch().learn(register, state);
    Ok(())
}

/// The register, and `None` where its signatures do not hold.
pub(crate) async fn read(app: &App) -> Result<Option<Register>> {
    read_on(app, &mut BTreeMap::new()).await
}

/// As [`read`], by what is known already of who was told.
async fn read_on(app: &App, told: &mut BTreeMap<i64, Timestamp>) -> Result<Option<Register>> {
    let store = app.store().tenant(operator::SCOPE);
    let key = app.vault().checkpoint_public_key();
    let mut register = Register::new(app.settings().country.clone());
    let mut previous = [0; 32];
    loop {
        let page = store.list_register_entries(register.last_seq(), PAGE).await?;
        for row in &page {
            let line =
                RegisterLine { seq: row.seq, at: row.at, by: row.by, body: &row.body, previous: &previous };
            let is_next = row.seq == register.last_seq() + 1 && row.previous == previous;
            let change = minicbor::decode::<RegisterChange>(&row.body).ok();
            let Some(change) = change.filter(|_| is_next && line.verify(&row.signature, &key).is_ok()) else {
                return Ok(None);
            };
            previous = line.hash();
            register.apply(row.seq, row.at, change);
        }
        let is_full = usize::try_from(register.last_seq()).is_ok_and(|seq| seq >= REGISTER_CHANGES_MAX);
        if page.len() < PAGE as usize || is_full {
            break;
        }
    }
    register.keep_in_eea(app.store().system().list_residents().await?);
    let announced: Vec<_> = register.announced().filter(|(seq, _)| !told.contains_key(seq)).collect();
    for (seq, at) in announced {
        let system = operator::SCOPE.tenant();
        let found = app.store().system().count_register_told(system, seq, at).await?;
        if found.told == found.concerned {
            // None of those that it concerned is there any more: nobody is told of anything.
            told.insert(seq, found.last.unwrap_or(at));
        }
    }
    register.follow(told, app.now());
    Ok(Some(register))
}
