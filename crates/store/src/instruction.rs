//! What companies instruct their processor: versions are added and never changed, the newest holds.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::{AgentId, Feature, TenantId, Timestamp};
use std::collections::BTreeSet;

queries! {
    FIND = "SELECT version, features_off, by_id, made_at_ms FROM instruction WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1";
    LIST = "SELECT version, features_off, by_id, made_at_ms FROM instruction WHERE tenant_id = $1 \
        ORDER BY version DESC LIMIT $2";
    INSERT = "INSERT INTO instruction (tenant_id, version, features_off, by_id, made_at_ms) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT DO NOTHING";
}

/// A version of a company's instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Its number: 1 is the first.
    pub version: i64,
    /// What is off.
    pub off: BTreeSet<Feature>,
    /// Who said so; nobody of theirs where whoever runs Deskhero did.
    pub by: Option<AgentId>,
    /// When.
    pub made_at: Timestamp,
}

fn read(row: &Row) -> Result<Instruction> {
    let mut f = row.fields();
    let version = f.i64()?;
    let off = Feature::read_off(f.text()?).map_err(|_| StoreError::Corrupt("instruction"))?;
    Ok(Instruction { version, off, by: f.id_opt()?, made_at: f.time()? })
}

async fn find(conn: &mut Conn, tenant: TenantId) -> Result<Option<Instruction>> {
    conn.find(FIND, args![tenant]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<Instruction>> {
    conn.list(LIST, args![tenant, limit]).await?.iter().map(read).collect()
}

reads! {
    /// The instructions that hold.
    find_instruction() -> Option<Instruction> = find;
    /// Versions of the instructions, newest first.
    list_instructions(limit: u32) -> Vec<Instruction> = list;
}

impl TenantTx {
    /// Adds a version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was faster.
    pub async fn insert_instruction(&mut self, one: &Instruction) -> Result<()> {
        let args = args![self.tenant(), one.version, Feature::write_off(&one.off), one.by, one.made_at];
        match self.conn().execute(INSERT, args).await? {
            0 => Err(StoreError::Conflict("instruction")),
            _ => Ok(()),
        }
    }
}
