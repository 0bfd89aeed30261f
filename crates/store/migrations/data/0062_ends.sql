-- Why a permission was not given back when its mailbox was disconnected: it may be good at the provider still.
ALTER TABLE mailbox_end ADD COLUMN permission_left TEXT;

-- The erasure of a mailbox or a company that this one is a part of: its receipt counts it.
ALTER TABLE erasure ADD COLUMN whole_id @bytes;
