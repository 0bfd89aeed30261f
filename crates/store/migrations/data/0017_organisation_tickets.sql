ALTER TABLE ticket ADD COLUMN organisation_id @bytes;
CREATE INDEX ticket_organisation ON ticket (tenant_id, organisation_id, status, updated_at_ms, id) WHERE organisation_id IS NOT NULL;
CREATE INDEX ticket_organisation_created ON ticket (tenant_id, organisation_id, status, number) WHERE organisation_id IS NOT NULL;
CREATE INDEX ticket_organisation_priority ON ticket (tenant_id, organisation_id, status, priority, updated_at_ms, id) WHERE organisation_id IS NOT NULL;

-- People who belong elsewhere than some of their tickets, and how far those were looked through.
CREATE TABLE organisation_move (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  contact_id @bytes NOT NULL,
  after_status TEXT,
  after_updated_at_ms @int,
  after_id @bytes,
  PRIMARY KEY (tenant_id, contact_id)
) @clustered;
INSERT INTO organisation_move (tenant_id, contact_id) SELECT tenant_id, id FROM contact WHERE organisation_id IS NOT NULL;
