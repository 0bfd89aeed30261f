-- What authorities ask of companies. It belongs to the system's own tenant: a law may forbid to tell the company yet.
CREATE TABLE disclosure (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  of_tenant_id @bytes NOT NULL,
  asked_by_id @bytes NOT NULL,
  asked_at_ms @int NOT NULL,
  first_by_id @bytes,
  first_at_ms @int,
  second_by_id @bytes,
  second_at_ms @int,
  refused_by_id @bytes,
  refused_at_ms @int,
  gag_until_ms @int,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;

-- What was handed out, each time; until the company was told, what is to stand in its log.
CREATE TABLE disclosure_file (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  disclosure_id @bytes NOT NULL,
  request_id @bytes NOT NULL,
  by_id @bytes NOT NULL,
  made_at_ms @int NOT NULL,
  mails @int NOT NULL,
  size_bytes @int NOT NULL,
  told_at_ms @int,
  events_object @bytes,
  events_sealed @bytes,
  PRIMARY KEY (tenant_id, disclosure_id, request_id)
) @table;
