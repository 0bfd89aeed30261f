//! Tests over the whole of sealing: a small world with a keyring in memory.

mod events;
mod files;
mod keys;
mod known_answer;
mod places;
mod rotation;
mod tamper;
mod tamperings;
mod wycheproof;

use crate::{CacheSizes, Draft, Root, SigningKey, Vault};
use domain::audit::Actor;
use domain::keyring::{
    KeyBatch, LeafRef, WrappedBucketKey, WrappedKeys, WrappedLeafKey, WrappedObjectKey, WrappedTenantKey,
};
use domain::record::{ContactProfile, TicketSummary};
use domain::{
    AgentId, ContactId, MailboxId, ObjectId, RequestId, Role, Sealed, TenantId, TenantScope, TicketId,
    Timestamp,
};
use privacy::{Access, Act, Permit, decide};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

/// A keyring that keeps what was committed.
#[derive(Default, Clone)]
pub struct Keyring {
    pub tenants: BTreeMap<(TenantId, i64), WrappedTenantKey>,
    pub buckets: BTreeMap<(TenantId, Uuid), WrappedBucketKey>,
    pub leaves: BTreeMap<(TenantId, LeafRef, i64), WrappedLeafKey>,
    pub objects: BTreeMap<ObjectId, WrappedObjectKey>,
}

impl Keyring {
    pub fn commit(&mut self, batch: &KeyBatch) {
        let batch = batch.clone();
        self.tenants.extend(batch.tenants.into_iter().map(|k| ((k.tenant, k.generation), k)));
        self.buckets.extend(batch.buckets.into_iter().map(|k| ((k.tenant, k.bucket.uuid()), k)));
        self.leaves.extend(batch.leaves.into_iter().map(|k| ((k.tenant, k.leaf, k.generation), k)));
        self.objects.extend(batch.objects.into_iter().map(|k| (k.object, k)));
    }

    /// Everything needed to use these leaves of a tenant.
    pub fn read(&self, scope: TenantScope, leaves: &[LeafRef]) -> WrappedKeys {
        let tenant = scope.tenant();
        let leaves: Vec<_> = self
            .leaves
            .values()
            .filter(|k| k.tenant == tenant && leaves.contains(&k.leaf))
            .cloned()
            .collect();
        let buckets: Vec<_> =
            leaves.iter().map(|k| self.buckets[&(tenant, k.bucket.uuid())].clone()).collect();
        let tenants = self.tenants.values().filter(|k| k.tenant == tenant).cloned().collect();
        WrappedKeys { tenants, buckets, leaves, objects: Vec::new() }
    }

    pub fn read_all(&self, scope: TenantScope) -> WrappedKeys {
        let leaves: Vec<_> = self.leaves.values().map(|k| k.leaf).collect();
        self.read(scope, &leaves)
    }
}

pub struct World {
    pub root: Root,
    pub vault: Vault,
    pub keyring: Keyring,
    pub scope: TenantScope,
    pub mailbox: LeafRef,
    pub contact: LeafRef,
    pub ticket: LeafRef,
}

impl World {
    /// A tenant with a mailbox, a contact and a ticket.
    pub fn new() -> Self {
        let root = Root::generate(1).unwrap();
        let vault = Vault::new(&root, SigningKey::generate().unwrap()).unwrap();
        let scope = TenantScope::of(TenantId::generate(NOW));
        let mut world = Self {
            root,
            vault,
            keyring: Keyring::default(),
            scope,
            mailbox: LeafRef::mailbox(MailboxId::generate(NOW)),
            contact: LeafRef::contact(ContactId::generate(NOW)),
            ticket: LeafRef::ticket(TicketId::generate(NOW)),
        };
        let mut draft = world.vault.draft(scope);
        draft.create_tenant(NOW).unwrap();
        for leaf in world.leaves() {
            draft.create_leaf(NOW, leaf).unwrap();
        }
        world.commit(draft);
        world
    }

    pub fn leaves(&self) -> [LeafRef; 3] {
        [self.mailbox, self.contact, self.ticket]
    }

    pub fn commit(&mut self, draft: Draft) {
        self.keyring.commit(draft.batch());
        self.vault.publish(draft);
    }

    /// A restarted process: same ROOT, empty memory.
    pub fn restarted(&self) -> Vault {
        self.restarted_with(CacheSizes::default())
    }

    pub fn restarted_with(&self, sizes: CacheSizes) -> Vault {
        Vault::with_sizes(&self.root, SigningKey::generate().unwrap(), sizes).unwrap()
    }

    pub fn seal_summary(
        &mut self,
        row: Uuid,
        leaves: &[LeafRef],
    ) -> (Sealed<TicketSummary>, WrappedObjectKey) {
        let mut draft = self.vault.draft(self.scope);
        let sealed = draft.seal(NOW, row, leaves, &summary()).unwrap();
        self.commit(draft);
        let wrapped = self.keyring.objects[&sealed.object()].clone();
        (sealed, wrapped)
    }
}

pub fn summary() -> TicketSummary {
    TicketSummary {
        subject: "Our order has not arrived".to_owned(),
        requester: "Jana Novak".to_owned(),
        requester_email: "jana@example.org".to_owned(),
        preview: "Good morning, we are waiting since Monday. ".repeat(8),
    }
}

pub fn profile() -> ContactProfile {
    ContactProfile {
        name: "Jana Novak".to_owned(),
        emails: vec!["jana@example.org".to_owned()],
        ..Default::default()
    }
}

pub fn permit(scope: TenantScope, act: Act, role: Role) -> Permit {
    let actor = Actor::Agent(AgentId::generate(NOW));
    decide(&Access::to(act, scope, actor, Some(role), RequestId::generate(NOW), NOW)).unwrap()
}

/// Permission to read tickets.
pub fn reading(scope: TenantScope) -> Permit {
    permit(scope, Act::TICKET_READ, Role::Agent)
}
