ALTER TABLE tenant_head ADD COLUMN views_version @int NOT NULL DEFAULT 0;

CREATE TABLE saved_view (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  owner_id @bytes NOT NULL,
  shared @int NOT NULL,
  name_object @bytes NOT NULL,
  name_sealed @bytes NOT NULL,
  conditions TEXT NOT NULL,
  sort_order TEXT NOT NULL,
  created_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;

-- Whose count it is stands first: an agent's own and everyone's (an empty id) are each read as one range.
CREATE TABLE view_count (
  tenant_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  view_id @bytes NOT NULL,
  n @int NOT NULL,
  PRIMARY KEY (tenant_id, agent_id, view_id)
) @clustered;

DROP TABLE ticket_count;
