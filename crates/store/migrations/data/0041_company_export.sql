-- Everything of a company in one file, for that company; its sealed pieces lie among the blobs.
CREATE TABLE company_export (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  agent_id @bytes,
  state TEXT NOT NULL,
  language TEXT NOT NULL,
  done @int NOT NULL,
  total @int NOT NULL,
  size_bytes @int NOT NULL,
  attempts @int NOT NULL,
  asked_at_ms @int NOT NULL,
  ready_at_ms @int,
  expires_at_ms @int NOT NULL,
  holder @bytes,
  lease_until_ms @int,
  PRIMARY KEY (tenant_id, id)
) @clustered;
CREATE INDEX company_export_due ON company_export (asked_at_ms) WHERE state IN ('waiting', 'making');

CREATE TABLE company_export_piece (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  export_id @bytes NOT NULL,
  place @int NOT NULL,
  object_id @bytes NOT NULL,
  size_bytes @int NOT NULL,
  PRIMARY KEY (tenant_id, export_id, place)
) @clustered;
