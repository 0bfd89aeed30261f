CREATE TABLE access_export (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  contact_id @bytes NOT NULL,
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
  link_tag @bytes,
  link_expires_at_ms @int,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE INDEX access_export_contact ON access_export (tenant_id, contact_id);
CREATE INDEX access_export_due ON access_export (asked_at_ms) WHERE state IN ('waiting', 'making');
CREATE UNIQUE INDEX access_export_link ON access_export (link_tag) WHERE link_tag IS NOT NULL;
CREATE INDEX access_export_expiry ON access_export (tenant_id, expires_at_ms);

CREATE TABLE access_export_piece (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  export_id @bytes NOT NULL,
  place @int NOT NULL,
  object_id @bytes NOT NULL,
  size_bytes @int NOT NULL,
  PRIMARY KEY (tenant_id, export_id, place)
) @clustered;
