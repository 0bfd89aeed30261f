//! What was learned from a company's conversations: one row, with one sealed model or none.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::LearnedModel;
use domain::{ModelId, Sealed, TenantId, Timestamp};

queries! {
    FIND = "SELECT version, model_id, built_at_ms, conversations, ledger_size, content_object, content_sealed \
        FROM learned_model WHERE tenant_id = $1";
    INSERT = "INSERT INTO learned_model (tenant_id, version) VALUES ($1, $2) ON CONFLICT (tenant_id) DO NOTHING";
    UPDATE = "UPDATE learned_model SET version = version + 1, model_id = $3, built_at_ms = $4, conversations = $5, \
        ledger_size = $6, content_object = $7, content_sealed = $8 WHERE tenant_id = $1 AND version = $2";
    CLEAR = "UPDATE learned_model SET version = version + 1, model_id = NULL, built_at_ms = NULL, conversations = NULL, \
        ledger_size = NULL, content_object = NULL, content_sealed = NULL WHERE tenant_id = $1 AND version = $2";
}

/// A model, as it was built.
#[derive(Debug, Clone)]
pub struct BuiltModel {
    /// Id: its key's.
    pub id: ModelId,
    /// When it was built.
    pub built_at: Timestamp,
    /// From how many conversations.
    pub conversations: i64,
    /// How many entries the tenant's ledger had before anything was read for it.
    pub ledger_size: i64,
    /// What was learned.
    pub content: Sealed<LearnedModel>,
}

/// What a company has of it.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// Counts up whenever something is learned or forgotten; 0 where nothing ever was.
    pub version: i64,
    /// The model, if there is one.
    pub model: Option<BuiltModel>,
}

fn read(row: &Row) -> Result<Learned> {
    let mut f = row.fields();
    let version = f.i64()?;
    let (id, built_at) = (f.id_opt()?, f.time_opt()?);
    let (conversations, ledger_size) = (f.i64_opt()?, f.i64_opt()?);
    let content = f.sealed_opt()?;
    let model = id.zip(built_at).zip(content).map(|((id, built_at), content)| BuiltModel {
        id,
        built_at,
        conversations: conversations.unwrap_or_default(),
        ledger_size: ledger_size.unwrap_or_default(),
        content,
    });
    Ok(Learned { version, model })
}

async fn find(conn: &mut Conn, tenant: TenantId) -> Result<Learned> {
    let row = conn.find(FIND, args![tenant]).await?;
    row.as_ref().map_or_else(|| Ok(Learned::default()), read)
}

reads! {
    /// What was learned.
    find_learned() -> Learned = find;
}

impl TenantTx {
    /// Keeps a model in the place of what was there at this version; false when something was learned or forgotten since.
    pub async fn put_learned(&mut self, version: i64, model: &BuiltModel) -> Result<bool> {
        let tenant = self.tenant();
        self.conn().execute(INSERT, args![tenant, 0_i64]).await?;
        let args = args![
            tenant,
            version,
            model.id,
            model.built_at,
            model.conversations,
            model.ledger_size,
            model.content.object(),
            model.content.as_bytes()
        ];
        Ok(self.conn().execute(UPDATE, args).await? > 0)
    }

    /// Takes out what was there at this version; false when something was learned or forgotten since. What is being learned
    /// meanwhile is not kept.
    pub async fn clear_learned(&mut self, version: i64) -> Result<bool> {
        let tenant = self.tenant();
        self.conn().execute(INSERT, args![tenant, 0_i64]).await?;
        Ok(self.conn().execute(CLEAR, args![tenant, version]).await? > 0)
    }
}
