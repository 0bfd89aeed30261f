-- Ids that accounts asked for in vain within the last hour, as tags, and how they asked.
CREATE TABLE asked_absent (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  agent_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  others @int NOT NULL,
  deed @int NOT NULL,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, agent_id, tag)
) @clustered;
CREATE INDEX asked_absent_at ON asked_absent (tenant_id, at_ms);

-- The version of a retention rule of which it was alerted that its notice reaches nobody.
ALTER TABLE retention_rule ADD COLUMN alerted_version @int NOT NULL DEFAULT 0;
