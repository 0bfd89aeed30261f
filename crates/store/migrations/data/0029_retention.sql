-- What a tenant keeps no longer, and from when on. Terms hold ids, words and numbers alone.
CREATE TABLE retention_rule (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  standing @int NOT NULL,
  terms TEXT NOT NULL,
  name_object @bytes NOT NULL,
  name_sealed @bytes NOT NULL,
  version @int NOT NULL,
  told_version @int NOT NULL,
  acts_from_ms @int NOT NULL,
  made_at_ms @int NOT NULL,
  changed_at_ms @int NOT NULL,
  looked_at_ms @int,
  looked_id @bytes,
  PRIMARY KEY (tenant_id, id)
) @table;

-- Every version of a tenant's retention policy: what was made, changed or ended with it. Receipts cite its number.
CREATE TABLE retention_version (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  version @int NOT NULL,
  rule_id @bytes NOT NULL,
  step TEXT NOT NULL,
  terms TEXT NOT NULL,
  by_id @bytes,
  made_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, version)
) @clustered;

ALTER TABLE erasure ADD COLUMN policy_version @int;

-- A statutory retention: a hold that ends by itself.
ALTER TABLE legal_hold ADD COLUMN ends_at_ms @int;
CREATE INDEX legal_hold_end ON legal_hold (tenant_id, ends_at_ms) WHERE released_at_ms IS NULL AND ends_at_ms IS NOT NULL;

-- Changes that end with their time: no index is filled from them.
CREATE INDEX change_passed ON change (tenant_id, at_ms) WHERE kind NOT IN ('message_added', 'message_moved', 'message_deleted', 'erased');
