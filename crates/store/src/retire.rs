//! Destroying keys, and ending every key above them: what an older copy of the keyring holds is wrapped under keys that
//! are nowhere any more.

use crate::db::{Conn, Value, args, queries};
use crate::dialect::{Durability, Reach};
use crate::keyring::{bucket_key, values};
use crate::{Keyring, Result};
use domain::keyring::{LeafRef, WrappedBucketKey};
use domain::{ContactId, KeyId, ObjectId, RequestId, TenantId, TenantScope, Timestamp};

queries! {
    RETIRE_BUCKETS = "UPDATE bucket_key SET retiring = 1 WHERE tenant_id = $1 AND bucket_id IN \
        (SELECT bucket_id FROM leaf_key WHERE tenant_id = $1 AND leaf IN (@many))";
    DELETE_LEAVES = "DELETE FROM leaf_key WHERE tenant_id = $1 AND leaf IN (@many)";
    DELETE_LOOKUPS = "DELETE FROM contact_lookup WHERE tenant_id = $1 AND contact_id IN (@many)";
    DELETE_OBJECTS = "DELETE FROM object_key WHERE tenant_id = $1 AND object_id IN (@many)";
    LIST_RETIRING = "SELECT bucket_id, tenant_generation, wrapped FROM bucket_key WHERE tenant_id = $1 AND retiring = 1 \
        ORDER BY bucket_id LIMIT $2";
    TENANTS_RETIRING = "SELECT DISTINCT tenant_id FROM bucket_key WHERE retiring = 1";
    LIST_STALE = "SELECT bucket_id, tenant_generation, wrapped FROM bucket_key WHERE tenant_id = $1 \
        AND tenant_generation < $2 ORDER BY bucket_id LIMIT $3";
    LOCK_BUCKET = "SELECT bucket_id FROM bucket_key WHERE tenant_id = $1 AND bucket_id = $2 @lock";
    DELETE_BUCKET = "DELETE FROM bucket_key WHERE tenant_id = $1 AND bucket_id = $2 AND NOT EXISTS \
        (SELECT 1 FROM leaf_key WHERE tenant_id = $1 AND bucket_id = $2)";
    LOCK_TENANT = "SELECT generation FROM tenant_key WHERE tenant_id = $1 AND generation < $2 @lock";
    DELETE_TENANT = "DELETE FROM tenant_key WHERE tenant_id = $1 AND generation < $2 AND NOT EXISTS \
        (SELECT 1 FROM bucket_key WHERE tenant_id = $1 AND tenant_generation < $2)";
    PUT_EPOCH = "INSERT INTO root_epoch (one, epoch) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch \
        WHERE root_epoch.epoch < excluded.epoch";
    FIND_EPOCH = "SELECT epoch FROM root_epoch WHERE one = 1";
    COUNT_BEFORE = "SELECT COUNT(*) FROM tenant_key WHERE epoch < $1";
    PUT_NODE = "INSERT INTO node (node_id, epoch, until_ms) VALUES ($1, $2, $3) ON CONFLICT (node_id) DO UPDATE SET \
        epoch = excluded.epoch, until_ms = excluded.until_ms";
    NODES_BEHIND = "SELECT COUNT(*) FROM node WHERE epoch < $1 AND until_ms > $2";
    DELETE_NODE = "DELETE FROM node WHERE node_id = $1";
    DELETE_NODES_PAST = "DELETE FROM node WHERE until_ms < $1";
    WIPE_LEAVES = "DELETE FROM leaf_key WHERE tenant_id = $1";
    WIPE_OBJECTS = "DELETE FROM object_key WHERE tenant_id = $1";
    WIPE_BUCKETS = "DELETE FROM bucket_key WHERE tenant_id = $1";
    WIPE_TENANT = "DELETE FROM tenant_key WHERE tenant_id = $1";
    WIPE_LOOKUPS = "DELETE FROM contact_lookup WHERE tenant_id = $1";
    DELETE_RECTIFIED = "DELETE FROM rectified WHERE tenant_id = $1 AND contact_id IN (@many)";
    WIPE_RECTIFIED = "DELETE FROM rectified WHERE tenant_id = $1";
    WIPE_RECTIFIED_ACCOUNTS = "DELETE FROM rectified_account WHERE tenant_id = $1";
    WIPE_SUPPRESSED = "DELETE FROM suppressed WHERE tenant_id = $1";
}

/// What of a keyring is to be destroyed.
#[derive(Debug, Clone, Default)]
pub struct Condemned {
    /// Every generation of these leaves.
    pub leaves: Vec<LeafRef>,
    /// Objects.
    pub objects: Vec<ObjectId>,
    /// Contacts whose addresses lead to nobody from now on.
    pub contacts: Vec<ContactId>,
}

async fn tenant_rows(tx: &mut Conn, text: &'static str, tenant: TenantId, many: Vec<Value>) -> Result<u64> {
    tx.execute_many(text, args![tenant], many).await
}

impl Keyring {
    /// Destroys keys in one transaction and marks the buckets that they lay in: those take no more leaves and are
    /// emptied next. Returns how many keys were destroyed. Done again, it finds nothing.
    pub async fn destroy(&self, scope: TenantScope, condemned: &Condemned) -> Result<u64> {
        self.destroy_as(scope, condemned, Durability::AtCommit).await
    }

    /// The same, durable then. [`Durability::WithTheNext`] is for keys that lie under others that are gone.
    pub async fn destroy_as(
        &self,
        scope: TenantScope,
        condemned: &Condemned,
        durability: Durability,
    ) -> Result<u64> {
        let t = scope.tenant();
        let mut tx = self.db.begin_as(Reach::System, durability).await?;
        tenant_rows(&mut tx, RETIRE_BUCKETS, t, values(&condemned.leaves)).await?;
        let mut gone = tenant_rows(&mut tx, DELETE_LEAVES, t, values(&condemned.leaves)).await?;
        gone += tenant_rows(&mut tx, DELETE_OBJECTS, t, values(&condemned.objects)).await?;
        for text in [DELETE_LOOKUPS, DELETE_RECTIFIED] {
            tenant_rows(&mut tx, text, t, values(&condemned.contacts)).await?;
        }
        self.commit_destroyed(tx).await?;
        Ok(gone)
    }

    pub(crate) async fn commit_destroyed(&self, tx: Conn) -> Result<()> {
        tx.commit().await?;
        self.destroyed.notify_one();
        Ok(())
    }

    /// Waits until this process has destroyed keys since the last time that it was waited for.
    pub async fn when_destroyed(&self) {
        self.destroyed.notified().await;
    }

    /// Waits until no file of an SQLite keyring holds a key that was destroyed before: deleted bytes are overwritten in its file,
    /// and its log, which has pages as they were, is emptied. In PostgreSQL, until they are gone also after a power cut.
    ///
    /// # Errors
    /// [`crate::StoreError::Busy`] while somebody reads an older state for a minute; a store's failure. Done again, it goes on.
    pub async fn overwrite_destroyed(&self) -> Result<()> {
        self.db.empty_log().await
    }

    /// Destroys every key of a tenant.
    pub async fn destroy_tenant(&self, scope: TenantScope) -> Result<u64> {
        let t = scope.tenant();
        let mut tx = self.db.begin(Reach::System).await?;
        let mut gone = 0;
        for text in [WIPE_TENANT, WIPE_BUCKETS, WIPE_LEAVES, WIPE_OBJECTS] {
            gone += tx.execute(text, args![t]).await?;
        }
        for text in [WIPE_LOOKUPS, WIPE_RECTIFIED, WIPE_RECTIFIED_ACCOUNTS, WIPE_SUPPRESSED] {
            tx.execute(text, args![t]).await?;
        }
        self.commit_destroyed(tx).await?;
        Ok(gone)
    }

    /// Tenants with buckets that are going away.
    pub async fn list_tenants_retiring(&self) -> Result<Vec<TenantId>> {
        let rows = self.read().await?.list(TENANTS_RETIRING, args![]).await?;
        rows.iter().map(|row| row.fields().id()).collect()
    }

    /// Buckets that are going away.
    pub async fn list_retiring_buckets(
        &self,
        scope: TenantScope,
        limit: u32,
    ) -> Result<Vec<WrappedBucketKey>> {
        let rows = self.read().await?.list(LIST_RETIRING, args![scope.tenant(), limit]).await?;
        rows.iter().map(|row| bucket_key(scope.tenant(), row)).collect()
    }

    /// Buckets that are wrapped under a generation of the tenant's key before this one.
    pub async fn list_buckets_before(
        &self,
        scope: TenantScope,
        generation: i64,
        limit: u32,
    ) -> Result<Vec<WrappedBucketKey>> {
        let rows = self.read().await?.list(LIST_STALE, args![scope.tenant(), generation, limit]).await?;
        rows.iter().map(|row| bucket_key(scope.tenant(), row)).collect()
    }

    /// Destroys a bucket that holds nothing any more; false when it holds something.
    pub async fn delete_empty_bucket(&self, scope: TenantScope, bucket: KeyId) -> Result<bool> {
        let t = scope.tenant();
        let mut tx = self.db.begin(Reach::System).await?;
        tx.find(LOCK_BUCKET, args![t, bucket]).await?;
        let gone = tx.execute(DELETE_BUCKET, args![t, bucket]).await?;
        tx.commit().await?;
        Ok(gone > 0)
    }

    /// Destroys the generations of a tenant's key before this one, unless a bucket is wrapped under one; then false.
    pub async fn delete_tenant_keys_before(&self, scope: TenantScope, generation: i64) -> Result<bool> {
        let t = scope.tenant();
        let mut tx = self.db.begin(Reach::System).await?;
        let old = tx.list(LOCK_TENANT, args![t, generation]).await?.len();
        let gone = tx.execute(DELETE_TENANT, args![t, generation]).await?;
        tx.commit().await?;
        Ok(old == 0 || gone > 0)
    }

    /// Says that no tenant's key is wrapped under a ROOT before this one from now on.
    pub async fn put_root_epoch(&self, epoch: i64) -> Result<()> {
        let mut tx = self.db.begin(Reach::System).await?;
        tx.execute(PUT_EPOCH, args![epoch]).await?;
        tx.commit().await
    }

    /// The ROOT epoch in force, when there ever was a second one.
    pub async fn find_root_epoch(&self) -> Result<Option<i64>> {
        self.read().await?.find(FIND_EPOCH, args![]).await?.map(|row| row.fields().i64()).transpose()
    }

    /// How many tenants' keys are wrapped under a ROOT before this one.
    pub async fn count_tenant_keys_before(&self, epoch: i64) -> Result<i64> {
        self.read().await?.find(COUNT_BEFORE, args![epoch]).await?.map_or(Ok(0), |row| row.fields().i64())
    }

    /// Notes that a process holds keys of this epoch and of none before, until then.
    pub async fn put_node(
        &self,
        node: RequestId,
        epoch: i64,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        let mut tx = self.db.begin(Reach::System).await?;
        tx.execute(DELETE_NODES_PAST, args![now]).await?;
        tx.execute(PUT_NODE, args![node, epoch, until]).await?;
        tx.commit().await
    }

    /// Notes that a process holds no keys any more.
    pub async fn delete_node(&self, node: RequestId) -> Result<()> {
        let mut tx = self.db.begin(Reach::System).await?;
        tx.execute(DELETE_NODE, args![node]).await?;
        tx.commit().await
    }

    /// How many processes may still hold keys of an epoch before this one.
    pub async fn count_nodes_behind(&self, epoch: i64, now: Timestamp) -> Result<i64> {
        self.read()
            .await?
            .find(NODES_BEHIND, args![epoch, now])
            .await?
            .map_or(Ok(0), |row| row.fields().i64())
    }
}
