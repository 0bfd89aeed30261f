CREATE TABLE document (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  sha256 @bytes NOT NULL,
  kind TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  offered_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, sha256)
) @table;

CREATE TABLE sign_up (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  tag @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  asked_at_ms @int NOT NULL,
  expires_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) @table;

CREATE TABLE acceptance (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  accepted_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
