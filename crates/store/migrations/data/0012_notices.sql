ALTER TABLE message ADD COLUMN mention_ids @bytes;

ALTER TABLE change ADD COLUMN cause TEXT;
ALTER TABLE change ADD COLUMN agent_id @bytes;
ALTER TABLE change ADD COLUMN by_id @bytes;

CREATE TABLE notice (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  agent_id @bytes NOT NULL,
  id @bytes NOT NULL,
  kind TEXT NOT NULL,
  ticket_id @bytes NOT NULL,
  times @int NOT NULL,
  in_app @int NOT NULL,
  pops_up @int NOT NULL,
  made_at_ms @int NOT NULL,
  read_at_ms @int,
  mail_at_ms @int,
  PRIMARY KEY (tenant_id, agent_id, id)
) @clustered;
CREATE INDEX notice_unread ON notice (tenant_id, agent_id, ticket_id) WHERE read_at_ms IS NULL;
CREATE INDEX notice_ticket ON notice (tenant_id, ticket_id);
CREATE INDEX notice_age ON notice (tenant_id, made_at_ms);
CREATE INDEX notice_mail_due ON notice (tenant_id, agent_id, mail_at_ms) WHERE mail_at_ms IS NOT NULL;

CREATE TABLE notice_mail (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  agent_id @bytes NOT NULL,
  batch_id @bytes,
  mailed_at_ms @int NOT NULL,
  lease_until_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, agent_id)
) @clustered;

CREATE TABLE notice_cursor (
  tenant_id @bytes NOT NULL PRIMARY KEY REFERENCES tenant (id),
  seq @int NOT NULL
) @clustered;
-- What happened before there were notices is nobody's news.
INSERT INTO notice_cursor (tenant_id, seq) SELECT tenant_id, change_seq FROM tenant_head;
