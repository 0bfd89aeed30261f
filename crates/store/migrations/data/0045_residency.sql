-- Whether a company's data stays in the European Economic Area.
CREATE TABLE residency (
  tenant_id @bytes NOT NULL PRIMARY KEY REFERENCES tenant (id),
  only_eea @int NOT NULL,
  version @int NOT NULL,
  by_id @bytes,
  changed_at_ms @int NOT NULL
) @clustered;

-- Which changes of the register a company's admins were told of.
CREATE TABLE register_notice (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  seq @int NOT NULL,
  told_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) @clustered;

-- What companies object to. It belongs to the system's own tenant: it is said to whoever runs Deskhero.
CREATE TABLE register_objection (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  of_tenant_id @bytes NOT NULL,
  seq @int NOT NULL,
  by_id @bytes,
  made_at_ms @int NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @clustered;

-- What left, by day: which adapter, to whom, how often; and what was refused. It belongs to the system's own tenant.
CREATE TABLE egress_use (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  day @int NOT NULL,
  adapter TEXT NOT NULL,
  way TEXT NOT NULL,
  opened @int NOT NULL,
  refused @int NOT NULL,
  PRIMARY KEY (tenant_id, day, adapter, way)
) @clustered;
