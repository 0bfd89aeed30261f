-- Whether everybody outside the company was taken out of a message that stays. What comes anew has them again.
ALTER TABLE message ADD COLUMN people_gone @int NOT NULL DEFAULT 0;

-- Tickets that may belong to another: where that one's people are taken out, nothing leads to it any more.
CREATE INDEX ticket_related ON ticket (tenant_id, related_ticket_id) WHERE related_ticket_id IS NOT NULL;
