-- What the operator is writing of a document, in each of its languages.
CREATE TABLE document_draft (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, kind, language)
) @table;

-- A version of a document that was released. It is never changed; what it says in each language lies in document, by hash.
CREATE TABLE document_release (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  version @int NOT NULL,
  language TEXT NOT NULL,
  material @int NOT NULL,
  effective_at_ms @int NOT NULL,
  released_at_ms @int NOT NULL,
  letters_at_ms @int,
  PRIMARY KEY (tenant_id, kind, version)
) @clustered;

CREATE TABLE document_text (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  version @int NOT NULL,
  language TEXT NOT NULL,
  sha256 @bytes NOT NULL,
  PRIMARY KEY (tenant_id, kind, version, language)
) @clustered;

-- Which version somebody accepted, and how; in older rows only the sealed record says so.
ALTER TABLE acceptance ADD COLUMN kind TEXT;
ALTER TABLE acceptance ADD COLUMN version @int;
ALTER TABLE acceptance ADD COLUMN way TEXT;
CREATE INDEX acceptance_kind ON acceptance (tenant_id, kind, version) WHERE kind IS NOT NULL;
CREATE INDEX acceptance_agent ON acceptance (tenant_id, agent_id, kind, version) WHERE kind IS NOT NULL;
