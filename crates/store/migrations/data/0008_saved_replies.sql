CREATE TABLE saved_reply (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  owner_id @bytes NOT NULL,
  shared @int NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  created_at_ms @int NOT NULL,
  updated_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
