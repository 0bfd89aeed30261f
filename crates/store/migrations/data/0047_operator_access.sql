-- What the operator asked to read of a company, and may, for a while. Who it is and what for is sealed under the company's key.
CREATE TABLE operator_access (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  operator_id @bytes NOT NULL,
  reason TEXT NOT NULL,
  minutes @int NOT NULL,
  asked_at_ms @int NOT NULL,
  decided_by_id @bytes,
  refused @int NOT NULL,
  opened_at_ms @int,
  until_ms @int,
  ended_at_ms @int,
  ended_by_id @bytes,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
