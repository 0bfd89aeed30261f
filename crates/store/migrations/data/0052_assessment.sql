-- What the operator assessed of this system, or had assessed: belongs to the system's own tenant. With a report it is finished.
CREATE TABLE assessment (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  number @int NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  begun_at_ms @int NOT NULL,
  begun_by_id @bytes,
  finished_at_ms @int,
  finished_by_id @bytes,
  failed @int NOT NULL,
  version @int NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE UNIQUE INDEX assessment_number ON assessment (tenant_id, number);

-- Who of a company, or of the operators, has access: gone through line by line.
CREATE TABLE access_review (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  number @int NOT NULL,
  state TEXT NOT NULL,
  begun_at_ms @int NOT NULL,
  begun_by_id @bytes,
  finished_at_ms @int,
  finished_by_id @bytes,
  removed @int NOT NULL,
  version @int NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE UNIQUE INDEX access_review_number ON access_review (tenant_id, number);

-- A reminder to one operator of one term.
CREATE TABLE assessment_letter (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  term_ms @int NOT NULL,
  agent_id @bytes NOT NULL,
  state TEXT NOT NULL,
  due_at_ms @int NOT NULL,
  made_at_ms @int NOT NULL,
  ended_at_ms @int,
  PRIMARY KEY (tenant_id, kind, term_ms, agent_id)
) @table;
CREATE INDEX assessment_letter_due ON assessment_letter (tenant_id, due_at_ms) WHERE state = 'waiting';
