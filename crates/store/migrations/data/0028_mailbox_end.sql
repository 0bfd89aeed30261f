-- Mailboxes that were disconnected, and when what they took in goes.
CREATE TABLE mailbox_end (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  mailbox_id @bytes NOT NULL,
  ended_at_ms @int NOT NULL,
  erase_at_ms @int NOT NULL,
  notices @int NOT NULL,
  PRIMARY KEY (tenant_id, mailbox_id)
) @clustered;
