ALTER TABLE ticket_merge ADD COLUMN field_ids @bytes;
