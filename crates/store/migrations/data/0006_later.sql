ALTER TABLE outbox ADD COLUMN answered_ticket_id @bytes;
ALTER TABLE outbox ADD COLUMN status_set TEXT;
ALTER TABLE outbox ADD COLUMN status_before TEXT;
ALTER TABLE outbox ADD COLUMN snoozed_before_ms @int;
