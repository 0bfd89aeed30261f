//! The few queries that are not one tenant's: sign-in, tenants by host or slug, leases, job claims.

use crate::Result;
use crate::db::Conn;
use crate::dialect::{Db, Durability, Reach};

/// Sign-in, tenants by host name or slug, sessions, tokens, lockout, leases and job claims. Reads no mail.
#[derive(Clone)]
pub struct SystemStore {
    db: Db,
}

impl SystemStore {
    pub(crate) const fn new(db: Db) -> Self {
        Self { db }
    }

    pub(crate) async fn read(&self) -> Result<Conn> {
        self.db.read(Reach::System).await
    }

    pub(crate) async fn begin(&self) -> Result<Conn> {
        self.db.begin(Reach::System).await
    }

    pub(crate) async fn begin_as(&self, durability: Durability) -> Result<Conn> {
        self.db.begin_as(Reach::System, durability).await
    }
}
