-- What was done about people's rights, in order, as opaque ids. It lies with the keyring and not with the data: a
-- backup of the data that is restored has to be brought up to it.
CREATE TABLE ledger (
  tenant_id @bytes NOT NULL,
  seq @int NOT NULL,
  entry_id @bytes NOT NULL,
  what TEXT NOT NULL,
  subject_id @bytes NOT NULL,
  detail TEXT,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) @clustered;
CREATE UNIQUE INDEX ledger_entry ON ledger (tenant_id, entry_id);

-- By what mails that were erased are known, so that they do not come back.
CREATE TABLE suppressed (
  tenant_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) @clustered;

-- Keys above what was destroyed: nothing new is wrapped under them, and they end when what they hold has moved.
ALTER TABLE bucket_key ADD COLUMN retiring @int NOT NULL DEFAULT 0;
CREATE INDEX bucket_key_retiring ON bucket_key (tenant_id, bucket_id) WHERE retiring = 1;

-- The ROOT in force: nothing is wrapped under one before it.
CREATE TABLE root_epoch (
  one @int NOT NULL PRIMARY KEY,
  epoch @int NOT NULL
) @clustered;

-- The processes that hold keys in memory, and of which epoch.
CREATE TABLE node (
  node_id @bytes NOT NULL PRIMARY KEY,
  epoch @int NOT NULL,
  until_ms @int NOT NULL
) @clustered;
