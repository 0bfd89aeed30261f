-- What was learned from a company's tagged conversations, for that company; nothing of it where nothing was, or where it was
-- forgotten. The version counts up with both: what was read before is not kept after.
CREATE TABLE learned_model (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  version @int NOT NULL,
  model_id @bytes,
  built_at_ms @int,
  conversations @int,
  ledger_size @int,
  content_object @bytes,
  content_sealed @bytes,
  PRIMARY KEY (tenant_id)
) @table;
