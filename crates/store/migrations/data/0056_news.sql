-- News about the product, written by the operator and sent once: belongs to the system's own tenant. Without a time it is a draft.
CREATE TABLE news (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  written_at_ms @int NOT NULL,
  sent_at_ms @int,
  letters_at_ms @int,
  PRIMARY KEY (tenant_id, id)
) @table;

-- What it says, in each language that it is written in.
CREATE TABLE news_text (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  news_id @bytes NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant_id, news_id, language)
) @table;

-- A letter with it to an agent who consents: one for each of both. The consent by which it was handed over stands with it.
CREATE TABLE news_letter (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  news_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  id @bytes NOT NULL,
  state TEXT NOT NULL,
  attempts @int NOT NULL,
  code @int,
  due_at_ms @int NOT NULL,
  holder @bytes,
  consent_id @bytes,
  made_at_ms @int NOT NULL,
  handed_at_ms @int,
  ended_at_ms @int,
  left_at_ms @int,
  PRIMARY KEY (tenant_id, news_id, agent_id)
) @clustered;
CREATE INDEX news_letter_due ON news_letter (tenant_id, due_at_ms) WHERE state IN ('waiting', 'sending', 'ending');
CREATE UNIQUE INDEX news_letter_id ON news_letter (id);

-- How somebody decided: on their page or by a program, or by the link in a mail; not kept of decisions before.
ALTER TABLE consent ADD COLUMN way TEXT;
