-- What a company pays for: its plan, and whom invoices go to. It goes with the company.
CREATE TABLE billing (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  plan TEXT NOT NULL,
  next_plan TEXT,
  trial_until_ms @int NOT NULL,
  billed_until_ms @int NOT NULL,
  content_object @bytes,
  content_sealed @bytes,
  PRIMARY KEY (tenant_id)
) @table;

-- Invoices and credit notes: the system's own, for a law says how long they are kept. A row stays when its content has ended, so
-- that the numbers have no gap.
CREATE TABLE invoice (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  number @int NOT NULL,
  id @bytes NOT NULL,
  of_tenant_id @bytes,
  year_id @bytes NOT NULL,
  year @int NOT NULL,
  kept_through_year @int NOT NULL,
  credits @int NOT NULL,
  from_ms @int NOT NULL,
  until_ms @int NOT NULL,
  made_at_ms @int NOT NULL,
  due_at_ms @int NOT NULL,
  paid_at_ms @int,
  sent_at_ms @int,
  ended_at_ms @int,
  content_object @bytes,
  content_sealed @bytes,
  file_object @bytes,
  file_sealed @bytes,
  signature @bytes NOT NULL,
  PRIMARY KEY (tenant_id, number)
) @table;
CREATE UNIQUE INDEX invoice_id ON invoice (tenant_id, id);
CREATE UNIQUE INDEX invoice_of ON invoice (tenant_id, of_tenant_id, from_ms, credits);
CREATE INDEX invoice_year ON invoice (tenant_id, year, kept_through_year);
CREATE INDEX invoice_kept ON invoice (tenant_id, kept_through_year);
CREATE INDEX invoice_unsent ON invoice (tenant_id, sent_at_ms);
