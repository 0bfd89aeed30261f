-- What the promises came to, each time that all of them were checked: a state for each clause, signed. It is published.
CREATE TABLE promise_report (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  at_ms @int NOT NULL,
  body TEXT NOT NULL,
  signature @bytes NOT NULL,
  PRIMARY KEY (tenant_id, at_ms)
) @table;
