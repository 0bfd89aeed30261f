-- Requests of agents about their own accounts lie with the operator, who is controller for these, and are about an agent of a
-- company; an account that was erased stays as a row without its person.
ALTER TABLE subject_request ADD COLUMN about_tenant_id @bytes;
ALTER TABLE subject_request ADD COLUMN about_agent_id @bytes;
CREATE INDEX subject_request_agent ON subject_request (tenant_id, about_agent_id) WHERE about_agent_id IS NOT NULL;
ALTER TABLE agent ADD COLUMN erased_at_ms @int;
