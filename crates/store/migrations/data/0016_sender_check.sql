ALTER TABLE message ADD COLUMN signature_state TEXT;
ALTER TABLE message ADD COLUMN sender_check_object @bytes;
ALTER TABLE message ADD COLUMN sender_check_sealed @bytes;

CREATE TABLE signature_queue (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  message_id @bytes NOT NULL,
  attempts @int NOT NULL,
  next_attempt_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, message_id)
) @clustered;
CREATE INDEX signature_queue_due ON signature_queue (next_attempt_at_ms);
