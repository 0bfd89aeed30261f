-- From where on an audit log is kept. Of the entries before that, hashes stay: in the place of each whole block's first entry the root
-- of the block, of the others their own leaf hashes; `entry` is empty there.
ALTER TABLE tenant_head ADD COLUMN audit_start @int NOT NULL DEFAULT 0;
ALTER TABLE tenant_head ADD COLUMN audit_start_signed @bytes;
