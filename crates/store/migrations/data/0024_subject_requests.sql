-- Somebody's request about their own data. Without a number until it is a case; its words go a year after it was closed.
CREATE TABLE subject_request (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  number @int,
  asks_for TEXT NOT NULL,
  state TEXT NOT NULL,
  source TEXT NOT NULL,
  contact_id @bytes,
  ticket_id @bytes,
  content_object @bytes,
  content_sealed @bytes,
  proof_tag @bytes,
  proof_until_ms @int,
  received_at_ms @int NOT NULL,
  due_at_ms @int NOT NULL,
  decision TEXT,
  decided_at_ms @int,
  decided_by_id @bytes,
  carried_out_at_ms @int,
  closed_at_ms @int,
  alarms @int NOT NULL,
  acknowledge @int NOT NULL,
  version @int NOT NULL,
  updated_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE UNIQUE INDEX subject_request_number ON subject_request (tenant_id, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX subject_request_proof ON subject_request (tenant_id, proof_tag) WHERE proof_tag IS NOT NULL;
CREATE INDEX subject_request_acknowledge ON subject_request (tenant_id) WHERE acknowledge = 1;
CREATE INDEX subject_request_due ON subject_request (tenant_id, due_at_ms, id);
CREATE INDEX subject_request_contact ON subject_request (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX subject_request_ticket ON subject_request (tenant_id, ticket_id) WHERE ticket_id IS NOT NULL;

-- By which request a contact is restricted, and whether they were told that it ends (Art. 18(3)).
CREATE TABLE restriction (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  contact_id @bytes NOT NULL,
  request_id @bytes NOT NULL,
  restricted_at_ms @int NOT NULL,
  told_at_ms @int,
  PRIMARY KEY (tenant_id, contact_id)
) @clustered;

CREATE TABLE objection (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  contact_id @bytes NOT NULL,
  purpose TEXT NOT NULL,
  request_id @bytes NOT NULL,
  made_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, purpose)
) @clustered;

-- The country whose supervisory authority letters name.
CREATE TABLE subject_request_settings (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  country TEXT NOT NULL,
  PRIMARY KEY (tenant_id)
) @clustered;
