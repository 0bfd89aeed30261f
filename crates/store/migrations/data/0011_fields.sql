-- Which fields a ticket has filled in, and which choices: ids, as of tags. What they hold is sealed.
ALTER TABLE ticket ADD COLUMN field_ids @bytes;
ALTER TABLE ticket ADD COLUMN choice_ids @bytes;

CREATE TABLE field (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  holder TEXT NOT NULL,
  kind TEXT NOT NULL,
  key_tag @bytes NOT NULL,
  personal @int NOT NULL,
  required @int NOT NULL,
  place @int NOT NULL,
  definition_object @bytes NOT NULL,
  definition_sealed @bytes NOT NULL,
  created_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key_tag)
) @table;

CREATE TABLE field_values (
  tenant_id @bytes NOT NULL,
  holder_id @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, holder_id)
) @table;
