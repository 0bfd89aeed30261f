ALTER TABLE ticket ADD COLUMN priority @int NOT NULL DEFAULT 1;
ALTER TABLE ticket ADD COLUMN tag_ids @bytes;
ALTER TABLE ticket ADD COLUMN follower_ids @bytes;
ALTER TABLE ticket ADD COLUMN snoozed_until_ms @int;
ALTER TABLE ticket ADD COLUMN status_before TEXT;
CREATE INDEX ticket_snoozed ON ticket (tenant_id, snoozed_until_ms) WHERE snoozed_until_ms IS NOT NULL;
CREATE INDEX ticket_created ON ticket (tenant_id, status, number);
CREATE INDEX ticket_priority ON ticket (tenant_id, status, priority, updated_at_ms, id);

CREATE TABLE ticket_mark (
  tenant_id @bytes NOT NULL,
  mark_id @bytes NOT NULL,
  status TEXT NOT NULL,
  updated_at_ms @int NOT NULL,
  ticket_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, mark_id, status, updated_at_ms, ticket_id)
) @clustered;

CREATE TABLE tag (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  name_tag @bytes NOT NULL,
  name_object @bytes NOT NULL,
  name_sealed @bytes NOT NULL,
  colour TEXT NOT NULL,
  created_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name_tag)
) @table;

CREATE TABLE ticket_undo (
  tenant_id @bytes NOT NULL,
  id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  made_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @clustered;
CREATE INDEX ticket_undo_age ON ticket_undo (tenant_id, made_at_ms);

CREATE TABLE ticket_undo_item (
  tenant_id @bytes NOT NULL,
  undo_id @bytes NOT NULL,
  ticket_id @bytes NOT NULL,
  version_after @int NOT NULL,
  status TEXT NOT NULL,
  status_before TEXT,
  assignee_id @bytes,
  priority @int NOT NULL,
  tag_ids @bytes,
  follower_ids @bytes,
  snoozed_until_ms @int,
  updated_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, undo_id, ticket_id)
) @clustered;
