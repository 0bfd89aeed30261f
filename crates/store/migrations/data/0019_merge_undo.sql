ALTER TABLE ticket_merge ADD COLUMN draft_ids @bytes;
ALTER TABLE ticket_merge ADD COLUMN tag_ids @bytes;
