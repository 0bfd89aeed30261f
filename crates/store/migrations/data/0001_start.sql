CREATE TABLE tenant (
  id @bytes NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at_ms @int NOT NULL
) @table;

CREATE TABLE host_name (
  host TEXT NOT NULL PRIMARY KEY,
  tenant_id @bytes NOT NULL REFERENCES tenant (id)
) @clustered;

CREATE TABLE tenant_head (
  tenant_id @bytes NOT NULL PRIMARY KEY REFERENCES tenant (id),
  audit_size @int NOT NULL,
  audit_peaks @bytes NOT NULL,
  change_seq @int NOT NULL,
  ticket_number_last @int NOT NULL
) @clustered;

CREATE TABLE agent (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  email_tag @bytes NOT NULL,
  profile_object @bytes NOT NULL,
  profile_sealed @bytes NOT NULL,
  credential_object @bytes NOT NULL,
  credential_sealed @bytes NOT NULL,
  created_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, email_tag)
) @table;

CREATE TABLE session (
  id @bytes NOT NULL PRIMARY KEY,
  tag @bytes NOT NULL UNIQUE,
  tenant_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  csrf_tag @bytes NOT NULL,
  created_at_ms @int NOT NULL,
  expires_at_ms @int NOT NULL,
  last_seen_at_ms @int NOT NULL,
  FOREIGN KEY (tenant_id, agent_id) REFERENCES agent (tenant_id, id)
) @table;
CREATE INDEX session_agent ON session (tenant_id, agent_id);

CREATE TABLE api_token (
  id @bytes NOT NULL PRIMARY KEY,
  tenant_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  tag @bytes NOT NULL UNIQUE,
  created_at_ms @int NOT NULL,
  last_used_at_ms @int,
  revoked_at_ms @int,
  FOREIGN KEY (tenant_id, agent_id) REFERENCES agent (tenant_id, id)
) @table;
CREATE INDEX api_token_agent ON api_token (tenant_id, agent_id);

CREATE TABLE sign_in_failure (
  tag @bytes NOT NULL PRIMARY KEY,
  failures @int NOT NULL,
  locked_until_ms @int NOT NULL,
  updated_at_ms @int NOT NULL
) @clustered;

CREATE TABLE mailbox (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  settings_object @bytes NOT NULL,
  settings_sealed @bytes NOT NULL,
  look_back_from_ms @int NOT NULL,
  created_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;

CREATE TABLE mailbox_sync (
  tenant_id @bytes NOT NULL,
  mailbox_id @bytes NOT NULL,
  cursor_object @bytes,
  cursor_sealed @bytes,
  phase TEXT NOT NULL,
  attempts @int NOT NULL,
  next_attempt_at_ms @int NOT NULL,
  last_success_at_ms @int,
  last_error_code TEXT,
  behind @int,
  PRIMARY KEY (tenant_id, mailbox_id),
  FOREIGN KEY (tenant_id, mailbox_id) REFERENCES mailbox (tenant_id, id)
) @table;

CREATE TABLE intake (
  tenant_id @bytes NOT NULL,
  id @bytes NOT NULL,
  mailbox_id @bytes NOT NULL,
  source_tag @bytes NOT NULL,
  digest_tag @bytes NOT NULL,
  state TEXT NOT NULL,
  message_id @bytes,
  raw_object @bytes,
  received_at_ms @int NOT NULL,
  attempts @int NOT NULL,
  next_attempt_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, mailbox_id) REFERENCES mailbox (tenant_id, id)
) @table;
CREATE UNIQUE INDEX intake_source ON intake (tenant_id, mailbox_id, source_tag);
CREATE INDEX intake_digest ON intake (tenant_id, digest_tag);
CREATE INDEX intake_due ON intake (tenant_id, next_attempt_at_ms) WHERE state = 'held';

CREATE TABLE contact (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  profile_object @bytes NOT NULL,
  profile_sealed @bytes NOT NULL,
  state TEXT NOT NULL,
  created_at_ms @int NOT NULL,
  updated_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @table;

CREATE TABLE ticket (
  tenant_id @bytes NOT NULL,
  id @bytes NOT NULL,
  number @int NOT NULL,
  status TEXT NOT NULL,
  assignee_id @bytes,
  mailbox_id @bytes NOT NULL,
  requester_contact_id @bytes NOT NULL,
  summary_object @bytes NOT NULL,
  summary_sealed @bytes NOT NULL,
  message_count @int NOT NULL,
  attachment_count @int NOT NULL,
  created_at_ms @int NOT NULL,
  updated_at_ms @int NOT NULL,
  last_inbound_at_ms @int,
  related_ticket_id @bytes,
  version @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, mailbox_id) REFERENCES mailbox (tenant_id, id)
) @table;
CREATE UNIQUE INDEX ticket_number ON ticket (tenant_id, number);
CREATE INDEX ticket_status ON ticket (tenant_id, status, updated_at_ms, id);
CREATE INDEX ticket_mailbox ON ticket (tenant_id, mailbox_id, status, updated_at_ms, id);
CREATE INDEX ticket_unassigned ON ticket (tenant_id, mailbox_id, status, updated_at_ms, id) WHERE assignee_id IS NULL;
CREATE INDEX ticket_assignee ON ticket (tenant_id, assignee_id, status, updated_at_ms, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX ticket_requester ON ticket (tenant_id, requester_contact_id, status, updated_at_ms, id);

CREATE TABLE ticket_participant (
  tenant_id @bytes NOT NULL,
  ticket_id @bytes NOT NULL,
  contact_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, contact_id)
) @clustered;
CREATE INDEX ticket_participant_contact ON ticket_participant (tenant_id, contact_id);

CREATE TABLE ticket_seen (
  tenant_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  ticket_id @bytes NOT NULL,
  seen_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, agent_id, ticket_id)
) @clustered;
CREATE INDEX ticket_seen_ticket ON ticket_seen (tenant_id, ticket_id);

CREATE TABLE message (
  tenant_id @bytes NOT NULL,
  id @bytes NOT NULL,
  ticket_id @bytes NOT NULL,
  mailbox_id @bytes NOT NULL,
  kind TEXT NOT NULL,
  mail_kind TEXT NOT NULL,
  scan_state TEXT NOT NULL,
  contact_id @bytes,
  agent_id @bytes,
  raw_object @bytes,
  sent_at_ms @int,
  received_at_ms @int NOT NULL,
  attachment_count @int NOT NULL,
  delivery_state TEXT,
  delivery_detail_object @bytes,
  delivery_detail_sealed @bytes,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
) @table;
CREATE INDEX message_ticket ON message (tenant_id, ticket_id, id);
CREATE INDEX message_contact ON message (tenant_id, contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE message_reference (
  tenant_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  message_id @bytes NOT NULL,
  ticket_id @bytes NOT NULL,
  sent_by_us @int NOT NULL,
  PRIMARY KEY (tenant_id, tag, message_id)
) @clustered;
CREATE INDEX message_reference_ticket ON message_reference (tenant_id, ticket_id);

CREATE TABLE blob (
  tenant_id @bytes NOT NULL,
  object_id @bytes NOT NULL,
  pack TEXT NOT NULL,
  offset_bytes @int NOT NULL,
  size_bytes @int NOT NULL,
  PRIMARY KEY (tenant_id, object_id)
) @clustered;

CREATE TABLE outbox (
  tenant_id @bytes NOT NULL,
  message_id @bytes NOT NULL,
  mailbox_id @bytes NOT NULL,
  state TEXT NOT NULL,
  attempts @int NOT NULL,
  next_attempt_at_ms @int NOT NULL,
  holder @bytes,
  lease_until_ms @int,
  PRIMARY KEY (tenant_id, message_id)
) @clustered;
CREATE INDEX outbox_due ON outbox (next_attempt_at_ms) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (lease_until_ms) WHERE state = 'sending';

CREATE TABLE upload (
  tenant_id @bytes NOT NULL,
  object_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  size_bytes @int NOT NULL,
  expires_at_ms @int NOT NULL,
  info_object @bytes,
  info_sealed @bytes,
  PRIMARY KEY (tenant_id, object_id)
) @table;
CREATE INDEX upload_expiry ON upload (tenant_id, expires_at_ms);

CREATE TABLE ticket_count (
  tenant_id @bytes NOT NULL,
  mailbox_id @bytes NOT NULL,
  status TEXT NOT NULL,
  assignee_id @bytes NOT NULL,
  n @int NOT NULL,
  PRIMARY KEY (tenant_id, mailbox_id, status, assignee_id)
) @clustered;

CREATE TABLE audit_entry (
  tenant_id @bytes NOT NULL,
  seq @int NOT NULL,
  leaf_hash @bytes NOT NULL,
  entry @bytes NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) @table;

CREATE TABLE audit_checkpoint (
  tenant_id @bytes NOT NULL,
  size @int NOT NULL,
  root @bytes NOT NULL,
  signature @bytes NOT NULL,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, size)
) @table;

CREATE TABLE change (
  tenant_id @bytes NOT NULL,
  seq @int NOT NULL,
  kind TEXT NOT NULL,
  ticket_id @bytes,
  message_id @bytes,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) @clustered;

CREATE TABLE lease (
  name TEXT NOT NULL PRIMARY KEY,
  holder @bytes NOT NULL,
  until_ms @int NOT NULL
) @clustered;

CREATE TABLE auto_reply (
  tenant_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  window_start_ms @int NOT NULL,
  n @int NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) @clustered;

CREATE TABLE sender_rate (
  tenant_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  window_start_ms @int NOT NULL,
  n @int NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) @clustered;
