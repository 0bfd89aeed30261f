-- What went wrong with personal data: the operator's register. It belongs to the system's own tenant. What is known about it stands in
-- its entries, which are added and never changed: `facts_id` is the one that says it now.
CREATE TABLE incident (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  number @int NOT NULL,
  facts_id @bytes NOT NULL,
  severity TEXT NOT NULL,
  state TEXT NOT NULL,
  aware_at_ms @int NOT NULL,
  opened_at_ms @int NOT NULL,
  opened_by_id @bytes,
  rule TEXT,
  rule_tenant_id @bytes,
  contained_at_ms @int,
  closed_at_ms @int,
  reported_at_ms @int,
  late_explained @int NOT NULL,
  not_needed_at_ms @int,
  frozen_at_ms @int,
  frozen_from_ms @int,
  frozen_until_ms @int,
  alarm_one_at_ms @int,
  alarm_two_at_ms @int,
  version @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE UNIQUE INDEX incident_number ON incident (tenant_id, number);

-- The companies that it is about now.
CREATE TABLE incident_tenant (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  of_tenant_id @bytes NOT NULL,
  incident_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, of_tenant_id, incident_id)
) @table;

-- Alerts that opened it, or were added to it: each belongs to one.
CREATE TABLE incident_alert (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  alert_id @bytes NOT NULL,
  incident_id @bytes NOT NULL,
  of_tenant_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, alert_id)
) @table;

-- Its timeline.
CREATE TABLE incident_entry (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  incident_id @bytes NOT NULL,
  id @bytes NOT NULL,
  kind TEXT NOT NULL,
  by_id @bytes,
  at_ms @int NOT NULL,
  written_at_ms @int NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, incident_id, id)
) @table;

-- Which companies a notice is for, and when each was told.
CREATE TABLE incident_told (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  of_tenant_id @bytes NOT NULL,
  entry_id @bytes NOT NULL,
  incident_id @bytes NOT NULL,
  made_at_ms @int NOT NULL,
  told_at_ms @int,
  PRIMARY KEY (tenant_id, of_tenant_id, entry_id)
) @table;

-- A letter to one agent about one entry: a notice to a company's admins, an alarm to operators.
CREATE TABLE incident_letter (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  entry_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  incident_id @bytes NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at_ms @int NOT NULL,
  made_at_ms @int NOT NULL,
  ended_at_ms @int,
  PRIMARY KEY (tenant_id, entry_id, agent_id)
) @table;
CREATE INDEX incident_letter_due ON incident_letter (tenant_id, due_at_ms) WHERE state = 'waiting';
