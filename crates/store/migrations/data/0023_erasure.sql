CREATE TABLE erasure (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  scope TEXT NOT NULL,
  subject_id @bytes NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  by_id @bytes,
  hold_id @bytes,
  key_ids @bytes NOT NULL,
  keys_destroyed @int NOT NULL,
  tickets_purged @int NOT NULL,
  messages_purged @int NOT NULL,
  bytes_purged @int NOT NULL,
  begun_at_ms @int NOT NULL,
  keys_gone_at_ms @int,
  purged_at_ms @int,
  done_at_ms @int,
  root_epoch @int,
  receipt @bytes,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE INDEX erasure_subject ON erasure (tenant_id, subject_id);
CREATE INDEX erasure_open ON erasure (tenant_id, id) WHERE state <> 'done';

CREATE TABLE legal_hold (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  scope TEXT NOT NULL,
  subject_id @bytes NOT NULL,
  owner_id @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  review_at_ms @int NOT NULL,
  made_at_ms @int NOT NULL,
  released_at_ms @int,
  PRIMARY KEY (tenant_id, id)
) @table;
CREATE INDEX legal_hold_subject ON legal_hold (tenant_id, subject_id);

-- What a message was taken in by: its erasure remembers that.
CREATE INDEX intake_message ON intake (tenant_id, message_id) WHERE message_id IS NOT NULL;
