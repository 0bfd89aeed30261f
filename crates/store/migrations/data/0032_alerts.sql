-- What the rules on the audit log found: which rule, about whom, how often; the rest is sealed.
CREATE TABLE alert (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  rule TEXT NOT NULL,
  state TEXT NOT NULL,
  agent_id @bytes,
  times @int NOT NULL,
  first_at_ms @int NOT NULL,
  last_at_ms @int NOT NULL,
  raised_at_ms @int NOT NULL,
  mailed_at_ms @int,
  acknowledged_at_ms @int,
  acknowledged_by_id @bytes,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  version @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE INDEX alert_state ON alert (tenant_id, state, id);
CREATE INDEX alert_last ON alert (tenant_id, last_at_ms);

-- How far a tenant's log was followed, and since when.
CREATE TABLE alert_cursor (
  tenant_id @bytes NOT NULL PRIMARY KEY REFERENCES tenant (id),
  seq @int NOT NULL,
  began_at_ms @int NOT NULL
) @clustered;

-- From where on the rules alert, where a tenant changed it. Days: one bit each, Monday the lowest.
CREATE TABLE alert_settings (
  tenant_id @bytes NOT NULL PRIMARY KEY REFERENCES tenant (id),
  version @int NOT NULL,
  bulk_records @int NOT NULL,
  bulk_minutes @int NOT NULL,
  exports @int NOT NULL,
  refusals @int NOT NULL,
  refusal_minutes @int NOT NULL,
  work_days @int NOT NULL,
  work_from_minute @int NOT NULL,
  work_until_minute @int NOT NULL,
  zone TEXT,
  changed_at_ms @int NOT NULL
) @clustered;
