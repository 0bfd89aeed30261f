-- The register of sub-processors: its changes, signed, each naming the one before. What it says is published.
CREATE TABLE register_entry (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  seq @int NOT NULL,
  at_ms @int NOT NULL,
  by_id @bytes,
  body @bytes NOT NULL,
  previous @bytes NOT NULL,
  signature @bytes NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) @clustered;

-- Who gets nothing at the moment, and why; so that each stop is told of once.
CREATE TABLE register_stop (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  sub_processor_id @bytes NOT NULL,
  reason TEXT NOT NULL,
  since_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, sub_processor_id)
) @clustered;
