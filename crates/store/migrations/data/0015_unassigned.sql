CREATE INDEX ticket_unassigned_priority ON ticket (tenant_id, status, priority, updated_at_ms, id) WHERE assignee_id IS NULL;
CREATE INDEX ticket_unassigned_created ON ticket (tenant_id, status, number) WHERE assignee_id IS NULL;
