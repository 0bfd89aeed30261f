ALTER TABLE ticket ADD COLUMN merged_into_id @bytes;
ALTER TABLE ticket_undo_item ADD COLUMN mailbox_id @bytes;

CREATE TABLE ticket_merge (
  tenant_id @bytes NOT NULL,
  id @bytes NOT NULL,
  source_id @bytes NOT NULL,
  target_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  source_status TEXT NOT NULL,
  target_status TEXT NOT NULL,
  made_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE INDEX ticket_merge_source ON ticket_merge (tenant_id, source_id);
CREATE INDEX ticket_merge_target ON ticket_merge (tenant_id, target_id);

CREATE TABLE ticket_merge_message (
  tenant_id @bytes NOT NULL,
  merge_id @bytes NOT NULL,
  message_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, merge_id, message_id)
) @clustered;

CREATE TABLE ticket_link (
  tenant_id @bytes NOT NULL,
  ticket_id @bytes NOT NULL,
  other_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, other_id)
) @clustered;
