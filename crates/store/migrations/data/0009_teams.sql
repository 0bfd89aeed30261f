ALTER TABLE ticket ADD COLUMN team_id @bytes;
ALTER TABLE ticket_undo_item ADD COLUMN team_id @bytes;
CREATE INDEX ticket_team ON ticket (tenant_id, team_id, status, updated_at_ms, id) WHERE team_id IS NOT NULL;

-- Who belongs to it stands in clear beside it, as ids: whom a ticket goes to is decided where nothing is opened.
CREATE TABLE team (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  name_tag @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  member_ids @bytes,
  created_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name_tag)
) @table;
