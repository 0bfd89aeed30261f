CREATE TABLE mailbox_grant (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  mailbox_id @bytes NOT NULL,
  provider TEXT NOT NULL,
  state TEXT NOT NULL,
  grant_object @bytes NOT NULL,
  grant_sealed @bytes NOT NULL,
  refreshed_at_ms @int NOT NULL,
  ended_at_ms @int,
  ended_code TEXT,
  asked_at_ms @int,
  notices @int NOT NULL,
  PRIMARY KEY (tenant_id, mailbox_id)
) @table;

CREATE TABLE oauth_attempt (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  expires_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;

ALTER TABLE mailbox_sync ADD COLUMN last_mail_at_ms @int;
ALTER TABLE mailbox_sync ADD COLUMN lag_ms @int;
ALTER TABLE mailbox_sync ADD COLUMN quota_waits @int NOT NULL DEFAULT 0;
ALTER TABLE mailbox_sync ADD COLUMN quota_waited_ms @int NOT NULL DEFAULT 0;
