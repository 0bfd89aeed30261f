//! PostgreSQL: a pool, row-level security set for each piece of work, and the change channel.

use super::{Durability, Reach};
use crate::Result;
use crate::db::{Conn, args};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// Connections of one process.
const CONNECTIONS_MAX: u32 = 16;
/// How long a piece of work waits for a connection.
const WAIT: Duration = Duration::from_secs(60);
/// Whom row-level security lets through: the tenant in hex, or the word for the system.
const SET_REACH: &str = "SELECT set_config('app.tenant', $1, false)";
/// The same, for a write that becomes durable with the next one: its end waits for no disk.
const SET_REACH_AND_GO_ON: &str =
    "SELECT set_config('app.tenant', $1, false), set_config('synchronous_commit', 'off', true)";
/// Gives a transaction a number, so that its end is written to the log, and to disk with all that came before.
const TAKE_A_NUMBER: &str = "SELECT pg_current_xact_id()::TEXT";

/// An open PostgreSQL database.
#[derive(Clone)]
pub(crate) struct PostgresDb {
    pub(crate) pool: PgPool,
}

impl PostgresDb {
    /// Connects; a schema named as `search_path` in the URL's options is made when it is missing.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("deskhero")
            .options([("client_min_messages", "warning")])
            .disable_statement_logging();
        let schema = options.get_options().and_then(schema_of);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await?;
        let db = Self { pool };
        if let Some(schema) = schema {
            let mut conn = db.read(Reach::System).await?;
            conn.script(format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"")).await?;
        }
        Ok(db)
    }

    /// A connection for reading.
    pub(crate) async fn read(&self, reach: Reach) -> Result<Conn> {
        let mut conn = Conn::Postgres(self.pool.acquire().await?);
        conn.find(SET_REACH, args![word(reach)]).await?;
        Ok(conn)
    }

    /// A transaction for reading that sees one moment.
    pub(crate) async fn snapshot(&self, reach: Reach) -> Result<Conn> {
        let begun = self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let mut conn = Conn::PostgresTx(begun);
        conn.find(SET_REACH, args![word(reach)]).await?;
        Ok(conn)
    }

    /// A transaction.
    pub(crate) async fn begin(&self, reach: Reach, durability: Durability) -> Result<Conn> {
        let mut conn = Conn::PostgresTx(self.pool.begin().await?);
        let text = match durability {
            Durability::AtCommit => SET_REACH,
            Durability::WithTheNext => SET_REACH_AND_GO_ON,
        };
        conn.find(text, args![word(reach)]).await?;
        Ok(conn)
    }

    /// Waits until every write that was committed before is durable.
    pub(crate) async fn make_durable(&self) -> Result<()> {
        let mut conn = self.begin(Reach::System, Durability::AtCommit).await?;
        conn.find(TAKE_A_NUMBER, args![]).await?;
        conn.commit().await
    }
}

fn word(reach: Reach) -> String {
    match reach {
        Reach::Tenant(tenant) => tenant.uuid_hex(),
        Reach::System => "system".to_owned(),
    }
}

trait UuidHex {
    fn uuid_hex(&self) -> String;
}

impl UuidHex for domain::TenantId {
    fn uuid_hex(&self) -> String {
        self.to_string().replace('-', "")
    }
}

/// The schema in `-c search_path=NAME`; only plain names are accepted.
fn schema_of(options: &str) -> Option<String> {
    let (_, after) = options.split_once("search_path=")?;
    let name: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// PostgreSQL's words.
pub(crate) fn words(text: &str) -> String {
    let mut out = text
        .replace("@int", "BIGINT")
        .replace("@bytes", "BYTEA")
        .replace("@clustered", "")
        .replace("@table", "")
        .replace("@lock", "FOR UPDATE")
        .replace("@skip_locked", "FOR UPDATE SKIP LOCKED")
        .replace("@month(", "CAST(TO_CHAR(TO_TIMESTAMP(")
        .replace(")@month", " / 1000) AT TIME ZONE 'UTC', 'YYYYMM') AS BIGINT)");
    while let Some((before, rest)) = out.split_once("@by(") {
        let after = rest.split_once(")@").map_or("", |(_, after)| after);
        out = format!("{before}{after}");
    }
    out
}

/// Row-level security for every table that a migration step makes and that has a `tenant_id`.
pub(crate) fn row_security(step: &str) -> String {
    let mut out = String::new();
    for table in step.split("CREATE TABLE ").skip(1) {
        let Some((name, rest)) = table.split_once(" (") else { continue };
        let body = rest.split_once(";").map_or(rest, |(body, _)| body);
        if body.contains("tenant_id @bytes") {
            out.push_str(&format!(
                "ALTER TABLE {name} ENABLE ROW LEVEL SECURITY; ALTER TABLE {name} FORCE ROW LEVEL SECURITY; \
                 CREATE POLICY tenant_only ON {name} USING (current_setting('app.tenant', true) = 'system' \
                 OR tenant_id = decode(NULLIF(NULLIF(current_setting('app.tenant', true), 'system'), ''), 'hex'));\n"
            ));
        }
    }
    out
}
