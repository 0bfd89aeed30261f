ALTER TABLE agent ADD COLUMN away @int NOT NULL DEFAULT 0;

-- Whom new tickets of a mailbox or a team go to, and who got the last one: the next one's turn survives a restart.
CREATE TABLE assign_rule (
  tenant_id @bytes NOT NULL,
  owner_id @bytes NOT NULL,
  team_id @bytes,
  way TEXT NOT NULL,
  last_agent_id @bytes,
  PRIMARY KEY (tenant_id, owner_id)
) @clustered;
