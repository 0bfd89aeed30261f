//! The keyring: wrapped keys in a database of their own, never part of a data backup. Deleting a row is
//! destroying a key.

use crate::db::{Conn, IntoValue, Row, Value, args, queries};
use crate::dialect::{Db, Holding, Reach};
use crate::{Result, StoreError, migrate};
use domain::keyring::{
    ContactLookup, KeyBatch, LeafRef, Tag, WrappedBucketKey, WrappedKeys, WrappedLeafKey, WrappedObjectKey,
    WrappedTenantKey,
};
use domain::{ContactId, KeyId, ObjectId, TenantId, TenantScope, Timestamp};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::Notify;

queries! {
    UPSERT_TENANT = "INSERT INTO tenant_key (tenant_id, generation, epoch, wrapped) @rows \
        ON CONFLICT (tenant_id, generation) DO UPDATE SET epoch = excluded.epoch, wrapped = excluded.wrapped";
    UPSERT_BUCKET = "INSERT INTO bucket_key (tenant_id, bucket_id, tenant_generation, wrapped) @rows \
        ON CONFLICT (tenant_id, bucket_id) DO UPDATE SET tenant_generation = excluded.tenant_generation, \
        wrapped = excluded.wrapped";
    // A bucket that is going away takes no more leaves, a tenant's key that is going away no more buckets, a ROOT that
    // was followed by another no more tenants: whoever drafted under one before has to draft again.
    LOCK_BUCKETS = "SELECT bucket_id FROM bucket_key WHERE tenant_id = $1 AND retiring = 0 AND bucket_id IN (@many) @lock";
    LOCK_TENANT = "SELECT generation FROM tenant_key WHERE tenant_id = $1 AND generation = $2 @lock";
    FIND_EPOCH = "SELECT epoch FROM root_epoch WHERE one = 1 @lock";
    UPSERT_LEAF = "INSERT INTO leaf_key (tenant_id, leaf, generation, bucket_id, wrapped) @rows \
        ON CONFLICT (tenant_id, leaf, generation) DO UPDATE SET bucket_id = excluded.bucket_id, \
        wrapped = excluded.wrapped";
    UPSERT_OBJECT = "INSERT INTO object_key (tenant_id, object_id, leaves, wrapped) @rows \
        ON CONFLICT (tenant_id, object_id) DO UPDATE SET leaves = excluded.leaves, wrapped = excluded.wrapped";
    CLAIM_LOOKUP = "INSERT INTO contact_lookup (tenant_id, tag, contact_id) @rows ON CONFLICT (tenant_id, tag) DO NOTHING";
    LIST_LOOKUPS = "SELECT tag, contact_id FROM contact_lookup WHERE tenant_id = $1 AND tag IN (@many)";
    LIST_OBJECTS = "SELECT object_id, leaves, wrapped FROM object_key WHERE tenant_id = $1 AND object_id IN (@many)";
    LIST_OBJECTS_AFTER = "SELECT object_id, leaves, wrapped FROM object_key WHERE tenant_id = $1 AND object_id > $2 \
        AND kept_until_ms IS NULL ORDER BY object_id LIMIT $3";
    KEEP_OBJECTS = "UPDATE object_key SET kept_until_ms = $2 WHERE tenant_id = $1 AND object_id IN (@many)";
    LIST_KEPT = "SELECT object_id, leaves, wrapped FROM object_key WHERE tenant_id = $1 AND kept_until_ms IS NOT NULL \
        AND object_id > $2 ORDER BY object_id LIMIT $3";
    LIST_KEPT_PASSED = "SELECT object_id, leaves, wrapped FROM object_key WHERE tenant_id = $1 AND kept_until_ms < $2 \
        ORDER BY kept_until_ms LIMIT $3";
    DELETE_UNKEPT = "DELETE FROM object_key WHERE tenant_id = $1 AND kept_until_ms IS NULL AND object_id IN (@many)";
    LIST_LEAVES = "SELECT leaf, generation, bucket_id, wrapped FROM leaf_key WHERE tenant_id = $1 AND leaf IN (@many)";
    LIST_LEAVES_OF_BUCKET = "SELECT leaf, generation, bucket_id, wrapped FROM leaf_key \
        WHERE tenant_id = $1 AND bucket_id = $2";
    LIST_BUCKETS = "SELECT bucket_id, tenant_generation, wrapped FROM bucket_key \
        WHERE tenant_id = $1 AND bucket_id IN (@many)";
    LIST_BUCKETS_AFTER = "SELECT bucket_id, tenant_generation, wrapped FROM bucket_key WHERE tenant_id = $1 \
        AND bucket_id > $2 ORDER BY bucket_id LIMIT $3";
    LAST_BUCKET = "SELECT bucket_id, tenant_generation, wrapped FROM bucket_key WHERE tenant_id = $1 \
        ORDER BY bucket_id DESC LIMIT 1";
    COUNT_LEAVES = "SELECT COUNT(*) FROM leaf_key WHERE tenant_id = $1 AND bucket_id = $2";
    LIST_TENANT = "SELECT tenant_id, generation, epoch, wrapped FROM tenant_key WHERE tenant_id = $1 ORDER BY generation";
    LIST_TENANTS = "SELECT tenant_id, generation, epoch, wrapped FROM tenant_key ORDER BY tenant_id, generation";
    DELETE_TENANT = "DELETE FROM tenant_key WHERE tenant_id = $1 AND generation = $2";
    DELETE_BUCKETS = "DELETE FROM bucket_key WHERE tenant_id = $1 AND bucket_id IN (@many)";
    DELETE_LEAVES = "DELETE FROM leaf_key WHERE tenant_id = $1 AND leaf IN (@many)";
    DELETE_LEAF_GENERATION = "DELETE FROM leaf_key WHERE tenant_id = $1 AND leaf = $2 AND generation = $3";
    DELETE_OBJECTS = "DELETE FROM object_key WHERE tenant_id = $1 AND object_id IN (@many)";
    DELETE_LOOKUPS = "DELETE FROM contact_lookup WHERE tenant_id = $1 AND contact_id IN (@many)";
    LIST_TAGS_OF = "SELECT tag FROM contact_lookup WHERE tenant_id = $1 AND contact_id = $2";
    DELETE_LOOKUP_TAGS = "DELETE FROM contact_lookup WHERE tenant_id = $1 AND contact_id = $2 AND tag IN (@many)";
    COUNT = "SELECT (SELECT COUNT(*) FROM tenant_key), (SELECT COUNT(*) FROM bucket_key), \
        (SELECT COUNT(*) FROM leaf_key), (SELECT COUNT(*) FROM object_key), (SELECT COUNT(*) FROM contact_lookup), \
        (SELECT MIN(epoch) FROM tenant_key), (SELECT MAX(epoch) FROM tenant_key)";
}

/// Bytes of one leaf and its generation in `object_key.leaves`.
const LEAF_BYTES: usize = LeafRef::ENCODED_BYTES + 8;

/// How many keys there are (`deskhero keys status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyCounts {
    /// Tenant keys, every generation.
    pub tenants: i64,
    /// Buckets.
    pub buckets: i64,
    /// Leaf keys, every generation.
    pub leaves: i64,
    /// Object keys.
    pub objects: i64,
    /// Addresses that lead to a contact.
    pub lookups: i64,
    /// The oldest ROOT epoch in use.
    pub epoch_oldest: Option<i64>,
    /// The newest ROOT epoch in use.
    pub epoch_newest: Option<i64>,
}

/// The database of wrapped keys.
#[derive(Clone)]
pub struct Keyring {
    pub(crate) db: Db,
    /// Told when keys were destroyed.
    pub(crate) destroyed: Arc<Notify>,
}

fn leaves_to_bytes(leaves: &[(LeafRef, i64)]) -> Vec<u8> {
    leaves
        .iter()
        .flat_map(|(leaf, generation)| [&leaf.to_bytes()[..], &generation.to_be_bytes()[..]].concat())
        .collect()
}

fn leaves_from_bytes(bytes: &[u8]) -> Result<Vec<(LeafRef, i64)>> {
    let (chunks, rest) = bytes.as_chunks::<LEAF_BYTES>();
    if !rest.is_empty() {
        return Err(StoreError::Corrupt("leaves"));
    }
    chunks
        .iter()
        .map(|chunk| {
            let (leaf, generation) = chunk.split_at_checked(LeafRef::ENCODED_BYTES)?;
            Some((LeafRef::from_bytes(leaf)?, i64::from_be_bytes(generation.try_into().ok()?)))
        })
        .collect::<Option<_>>()
        .ok_or(StoreError::Corrupt("leaves"))
}

fn tenant_key(row: &Row) -> Result<WrappedTenantKey> {
    let mut f = row.fields();
    Ok(WrappedTenantKey {
        tenant: f.id()?,
        generation: f.i64()?,
        epoch: f.i64()?,
        wrapped: f.bytes()?.to_vec(),
    })
}

pub(crate) fn bucket_key(tenant: TenantId, row: &Row) -> Result<WrappedBucketKey> {
    let mut f = row.fields();
    Ok(WrappedBucketKey {
        tenant,
        bucket: f.id()?,
        tenant_generation: f.i64()?,
        wrapped: f.bytes()?.to_vec(),
    })
}

fn leaf_key(tenant: TenantId, row: &Row) -> Result<WrappedLeafKey> {
    let mut f = row.fields();
    Ok(WrappedLeafKey {
        tenant,
        leaf: f.leaf()?,
        generation: f.i64()?,
        bucket: f.id()?,
        wrapped: f.bytes()?.to_vec(),
    })
}

fn object_key(tenant: TenantId, row: &Row) -> Result<WrappedObjectKey> {
    let mut f = row.fields();
    Ok(WrappedObjectKey {
        tenant,
        object: f.id()?,
        leaves: leaves_from_bytes(f.bytes()?)?,
        wrapped: f.bytes()?.to_vec(),
    })
}

fn lookup(tenant: TenantId, row: &Row) -> Result<ContactLookup> {
    let mut f = row.fields();
    Ok(ContactLookup { tenant, tag: f.tag()?, contact: f.id()? })
}

pub(crate) fn values<T: IntoValue + Copy>(list: &[T]) -> Vec<Value> {
    list.iter().map(|v| v.into_value()).collect()
}

async fn claim(tx: &mut Conn, lookups: &[ContactLookup]) -> Result<Vec<ContactLookup>> {
    let rows = lookups.iter().map(|l| args![l.tenant, l.tag, l.contact]).collect();
    tx.insert(CLAIM_LOOKUP, rows).await?;
    let mut by_tenant: HashMap<TenantId, Vec<Tag>> = HashMap::new();
    for l in lookups {
        by_tenant.entry(l.tenant).or_default().push(l.tag);
    }
    let mut winners = Vec::new();
    for (tenant, tags) in by_tenant {
        for row in tx.list_many(LIST_LOOKUPS, args![tenant], values(&tags)).await? {
            winners.push(lookup(tenant, &row)?);
        }
    }
    // A padded list may name a tag twice.
    winners.sort_unstable_by_key(|l| (l.tenant, l.tag));
    winners.dedup();
    Ok(winners)
}

/// Refuses what is wrapped under a key that is going away.
async fn check_parents(tx: &mut Conn, batch: &KeyBatch) -> Result<()> {
    if let Some(oldest) = batch.tenants.iter().map(|key| key.epoch).min()
        && let Some(row) = tx.find(FIND_EPOCH, args![]).await?
        && oldest < row.fields().i64()?
    {
        return Err(StoreError::Conflict("root"));
    }
    let fresh: BTreeSet<(TenantId, i64)> =
        batch.tenants.iter().map(|key| (key.tenant, key.generation)).collect();
    let above = batch.buckets.iter().map(|key| (key.tenant, key.tenant_generation));
    for (tenant, generation) in above.collect::<BTreeSet<_>>().difference(&fresh) {
        tx.find(LOCK_TENANT, args![*tenant, *generation]).await?.ok_or(StoreError::Conflict("tenant key"))?;
    }
    let fresh: BTreeSet<(TenantId, KeyId)> =
        batch.buckets.iter().map(|key| (key.tenant, key.bucket)).collect();
    let mut known: HashMap<TenantId, BTreeSet<KeyId>> = HashMap::new();
    for key in batch.leaves.iter().filter(|key| !fresh.contains(&(key.tenant, key.bucket))) {
        known.entry(key.tenant).or_default().insert(key.bucket);
    }
    for (tenant, buckets) in known {
        let many: Vec<Value> = buckets.iter().map(|id| id.into_value()).collect();
        let rows = tx.list_many(LOCK_BUCKETS, args![tenant], many).await?;
        let there: BTreeSet<KeyId> = rows.iter().map(|row| row.fields().id()).collect::<Result<_>>()?;
        if there.len() < buckets.len() {
            return Err(StoreError::Conflict("bucket"));
        }
    }
    Ok(())
}

impl Keyring {
    /// Opens the keyring at `sqlite:PATH` or `postgres://…`; another database, or another schema
    /// (`?options[search_path]=NAME`), than the data.
    ///
    /// # Errors
    /// As [`crate::Store::open`].
    pub async fn open(url: &str) -> Result<Self> {
        let db = Db::open(url, Holding::Keyring).await?;
        migrate::migrate(&db, Holding::Keyring, false).await?;
        Ok(Self { db, destroyed: Arc::default() })
    }

    /// Makes a batch of keys durable, in one transaction;
    /// [`StoreError::Conflict`] when a key above one of them is going away. Returns, for the tags in `batch.lookups`, whose they
    /// are now: where that is another contact than asked for, somebody was first, and the caller works on with
    /// the winner.
    pub async fn commit(&self, batch: &KeyBatch) -> Result<Vec<ContactLookup>> {
        let mut tx = self.db.begin(Reach::System).await?;
        check_parents(&mut tx, batch).await?;
        let rows = batch.tenants.iter().map(|k| args![k.tenant, k.generation, k.epoch, &k.wrapped]);
        tx.insert(UPSERT_TENANT, rows.collect()).await?;
        let rows = batch.buckets.iter().map(|k| args![k.tenant, k.bucket, k.tenant_generation, &k.wrapped]);
        tx.insert(UPSERT_BUCKET, rows.collect()).await?;
        let rows = batch.leaves.iter().map(|k| args![k.tenant, k.leaf, k.generation, k.bucket, &k.wrapped]);
        tx.insert(UPSERT_LEAF, rows.collect()).await?;
        let rows =
            batch.objects.iter().map(|k| args![k.tenant, k.object, leaves_to_bytes(&k.leaves), &k.wrapped]);
        tx.insert(UPSERT_OBJECT, rows.collect()).await?;
        let winners = claim(&mut tx, &batch.lookups).await?;
        tx.commit().await?;
        Ok(winners)
    }

    pub(crate) const fn db(&self) -> &Db {
        &self.db
    }

    pub(crate) async fn read(&self) -> Result<Conn> {
        self.db.read(Reach::System).await
    }

    /// Keys of these objects; destroyed or unknown ones are left out.
    pub async fn list_object_keys(
        &self,
        scope: TenantScope,
        objects: &[ObjectId],
    ) -> Result<Vec<WrappedObjectKey>> {
        let t = scope.tenant();
        let rows = self.read().await?.list_many(LIST_OBJECTS, args![t], values(objects)).await?;
        rows.iter().map(|row| object_key(t, row)).collect()
    }

    /// Keys of objects after `after`, in order (for the sweep of orphans), without those that are kept until a day.
    pub async fn list_object_keys_after(
        &self,
        scope: TenantScope,
        after: Option<ObjectId>,
        limit: u32,
    ) -> Result<Vec<WrappedObjectKey>> {
        let after = after.map_or([0; 16], |id| *id.as_bytes());
        self.object_keys(scope, LIST_OBJECTS_AFTER, args![scope.tenant(), after, limit]).await
    }

    async fn object_keys(
        &self,
        scope: TenantScope,
        text: &'static str,
        fixed: Vec<Value>,
    ) -> Result<Vec<WrappedObjectKey>> {
        let rows = self.read().await?.list(text, fixed).await?;
        rows.iter().map(|row| object_key(scope.tenant(), row)).collect()
    }

    /// Keys of these leaves (of one generation, or of all when none is named), with the buckets and tenant keys
    /// that they need: three queries.
    pub async fn list_leaf_keys(
        &self,
        scope: TenantScope,
        leaves: &[(LeafRef, Option<i64>)],
    ) -> Result<WrappedKeys> {
        let t = scope.tenant();
        let mut conn = self.read().await?;
        let names: BTreeSet<LeafRef> = leaves.iter().map(|(leaf, _)| *leaf).collect();
        let names: Vec<LeafRef> = names.into_iter().collect();
        let mut found = WrappedKeys::default();
        for row in conn.list_many(LIST_LEAVES, args![t], values(&names)).await? {
            let key = leaf_key(t, &row)?;
            let wanted = |(leaf, generation): &(LeafRef, Option<i64>)| {
                *leaf == key.leaf && generation.is_none_or(|generation| generation == key.generation)
            };
            if leaves.iter().any(wanted) {
                found.leaves.push(key);
            }
        }
        let buckets: BTreeSet<KeyId> = found.leaves.iter().map(|k| k.bucket).collect();
        let buckets: Vec<KeyId> = buckets.into_iter().collect();
        for row in conn.list_many(LIST_BUCKETS, args![t], values(&buckets)).await? {
            found.buckets.push(bucket_key(t, &row)?);
        }
        found.tenants =
            conn.list(LIST_TENANT, args![t]).await?.iter().map(tenant_key).collect::<Result<_>>()?;
        Ok(found)
    }

    /// Every generation of a tenant's key, oldest first.
    pub async fn list_tenant_keys(&self, scope: TenantScope) -> Result<Vec<WrappedTenantKey>> {
        self.read().await?.list(LIST_TENANT, args![scope.tenant()]).await?.iter().map(tenant_key).collect()
    }

    /// Every tenant's keys (for a new ROOT epoch).
    pub async fn list_all_tenant_keys(&self) -> Result<Vec<WrappedTenantKey>> {
        self.read().await?.list(LIST_TENANTS, args![]).await?.iter().map(tenant_key).collect()
    }

    /// Buckets after `after`, in order.
    pub async fn list_bucket_keys_after(
        &self,
        scope: TenantScope,
        after: Option<KeyId>,
        limit: u32,
    ) -> Result<Vec<WrappedBucketKey>> {
        let t = scope.tenant();
        let after = after.map_or([0; 16], |id| *id.as_bytes());
        let rows = self.read().await?.list(LIST_BUCKETS_AFTER, args![t, after, limit]).await?;
        rows.iter().map(|row| bucket_key(t, row)).collect()
    }

    /// The newest bucket and how many leaf keys are in it.
    pub async fn find_last_bucket(&self, scope: TenantScope) -> Result<Option<(WrappedBucketKey, i64)>> {
        let t = scope.tenant();
        let mut conn = self.read().await?;
        let Some(row) = conn.find(LAST_BUCKET, args![t]).await? else { return Ok(None) };
        let bucket = bucket_key(t, &row)?;
        let row = conn.find(COUNT_LEAVES, args![t, bucket.bucket]).await?;
        let leaves = row.map_or(Ok(0), |row| row.fields().i64())?;
        Ok(Some((bucket, leaves)))
    }

    /// Every leaf key in a bucket (for re-wrapping).
    pub async fn list_leaf_keys_of_bucket(
        &self,
        scope: TenantScope,
        bucket: KeyId,
    ) -> Result<Vec<WrappedLeafKey>> {
        let t = scope.tenant();
        let rows = self.read().await?.list(LIST_LEAVES_OF_BUCKET, args![t, bucket]).await?;
        rows.iter().map(|row| leaf_key(t, row)).collect()
    }

    /// Whose these addresses are; unknown ones are left out.
    pub async fn find_contact_lookups(&self, scope: TenantScope, tags: &[Tag]) -> Result<Vec<ContactLookup>> {
        let t = scope.tenant();
        let rows = self.read().await?.list_many(LIST_LOOKUPS, args![t], values(tags)).await?;
        rows.iter().map(|row| lookup(t, row)).collect()
    }

    /// How many keys there are.
    pub async fn count_keys(&self) -> Result<KeyCounts> {
        let row =
            self.read().await?.find_slowly(COUNT, args![]).await?.ok_or(StoreError::NotFound("count"))?;
        let mut f = row.fields();
        Ok(KeyCounts {
            tenants: f.i64()?,
            buckets: f.i64()?,
            leaves: f.i64()?,
            objects: f.i64()?,
            lookups: f.i64()?,
            epoch_oldest: f.i64_opt()?,
            epoch_newest: f.i64_opt()?,
        })
    }

    async fn delete(&self, text: &'static str, fixed: Vec<Value>, many: Vec<Value>) -> Result<u64> {
        let mut tx = self.db.begin(Reach::System).await?;
        let touched = tx.execute_many(text, fixed, many).await?;
        self.commit_destroyed(tx).await?;
        Ok(touched)
    }

    /// Destroys the keys of objects; returns how many there were.
    pub async fn delete_object_keys(&self, scope: TenantScope, objects: &[ObjectId]) -> Result<u64> {
        self.delete(DELETE_OBJECTS, args![scope.tenant()], values(objects)).await
    }

    /// Destroys the keys of objects, without those that are kept until a day; returns how many there were.
    pub async fn delete_unkept_object_keys(&self, scope: TenantScope, objects: &[ObjectId]) -> Result<u64> {
        self.delete(DELETE_UNKEPT, args![scope.tenant()], values(objects)).await
    }

    /// Keeps the keys of what was replaced until a time; without one, they are like any other from now on.
    pub async fn keep_object_keys(
        &self,
        scope: TenantScope,
        objects: &[ObjectId],
        until: Option<Timestamp>,
    ) -> Result<()> {
        let mut tx = self.db.begin(Reach::System).await?;
        tx.execute_many(KEEP_OBJECTS, args![scope.tenant(), until], values(objects)).await?;
        tx.commit().await
    }

    /// Keys of what was replaced, after `after`, in order.
    pub async fn list_kept_object_keys(
        &self,
        scope: TenantScope,
        after: Option<ObjectId>,
        limit: u32,
    ) -> Result<Vec<WrappedObjectKey>> {
        let after = after.map_or([0; 16], |id| *id.as_bytes());
        self.object_keys(scope, LIST_KEPT, args![scope.tenant(), after, limit]).await
    }

    /// Keys of what was replaced whose time is over.
    pub async fn list_kept_passed(
        &self,
        scope: TenantScope,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WrappedObjectKey>> {
        self.object_keys(scope, LIST_KEPT_PASSED, args![scope.tenant(), now, limit]).await
    }

    /// Destroys every generation of these leaves' keys; returns how many there were.
    pub async fn delete_leaf_keys(&self, scope: TenantScope, leaves: &[LeafRef]) -> Result<u64> {
        self.delete(DELETE_LEAVES, args![scope.tenant()], values(leaves)).await
    }

    /// Destroys one generation of a leaf's key (nothing refers to it any more).
    pub async fn delete_leaf_generation(
        &self,
        scope: TenantScope,
        leaf: LeafRef,
        generation: i64,
    ) -> Result<u64> {
        let mut tx = self.db.begin(Reach::System).await?;
        let touched = tx.execute(DELETE_LEAF_GENERATION, args![scope.tenant(), leaf, generation]).await?;
        self.commit_destroyed(tx).await?;
        Ok(touched)
    }

    /// Destroys buckets; returns how many there were.
    pub async fn delete_bucket_keys(&self, scope: TenantScope, buckets: &[KeyId]) -> Result<u64> {
        self.delete(DELETE_BUCKETS, args![scope.tenant()], values(buckets)).await
    }

    /// Destroys one generation of a tenant's key.
    pub async fn delete_tenant_key(&self, scope: TenantScope, generation: i64) -> Result<u64> {
        let mut tx = self.db.begin(Reach::System).await?;
        let touched = tx.execute(DELETE_TENANT, args![scope.tenant(), generation]).await?;
        self.commit_destroyed(tx).await?;
        Ok(touched)
    }

    /// Forgets the addresses of contacts; returns how many there were.
    pub async fn delete_contact_lookups(&self, scope: TenantScope, contacts: &[ContactId]) -> Result<u64> {
        self.delete(DELETE_LOOKUPS, args![scope.tenant()], values(contacts)).await
    }

    /// The tags of a contact's addresses.
    pub async fn list_contact_lookup_tags(&self, scope: TenantScope, contact: ContactId) -> Result<Vec<Tag>> {
        let rows = self.read().await?.list(LIST_TAGS_OF, args![scope.tenant(), contact]).await?;
        rows.iter().map(|row| row.fields().tag()).collect()
    }

    /// Forgets some addresses of a contact; returns how many there were.
    pub async fn delete_contact_lookup_tags(
        &self,
        scope: TenantScope,
        contact: ContactId,
        tags: &[Tag],
    ) -> Result<u64> {
        self.delete(DELETE_LOOKUP_TAGS, args![scope.tenant(), contact], values(tags)).await
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
