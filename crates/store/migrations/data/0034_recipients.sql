-- Those who got a person's data and are told of its rectification, erasure or restriction (GDPR Art. 19).
CREATE TABLE recipient_notice (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  request_id @bytes NOT NULL,
  mailbox_id @bytes NOT NULL,
  state TEXT NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  attempts @int NOT NULL,
  next_attempt_at_ms @int NOT NULL,
  made_at_ms @int NOT NULL,
  ended_at_ms @int,
  version @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE INDEX recipient_notice_request ON recipient_notice (tenant_id, request_id, id);
CREATE INDEX recipient_notice_due ON recipient_notice (tenant_id, state, next_attempt_at_ms);
