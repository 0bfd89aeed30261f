-- A letter to an agent about a document that changed: one for each agent and version.
CREATE TABLE document_letter (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  version @int NOT NULL,
  agent_id @bytes NOT NULL,
  id @bytes NOT NULL,
  state TEXT NOT NULL,
  attempts @int NOT NULL,
  code @int,
  due_at_ms @int NOT NULL,
  holder @bytes,
  made_at_ms @int NOT NULL,
  ended_at_ms @int,
  PRIMARY KEY (tenant_id, kind, version, agent_id)
) @clustered;
CREATE INDEX document_letter_due ON document_letter (tenant_id, due_at_ms) WHERE state IN ('waiting', 'sending', 'ending');
CREATE UNIQUE INDEX document_letter_id ON document_letter (id);
