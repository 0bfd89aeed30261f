-- Which uploads a draft holds stands in clear beside it: they are kept as long as it is.
CREATE TABLE draft (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  ticket_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  kind TEXT NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  upload_ids @bytes,
  saved_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, agent_id, kind)
) @table;
CREATE INDEX draft_agent ON draft (tenant_id, agent_id);
