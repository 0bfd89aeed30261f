CREATE TABLE one_time_link (
  tenant_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  purpose TEXT NOT NULL,
  agent_id @bytes,
  created_at_ms @int NOT NULL,
  expires_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) @clustered;
CREATE INDEX one_time_link_tag ON one_time_link (tag);
CREATE INDEX one_time_link_agent ON one_time_link (tenant_id, agent_id);
