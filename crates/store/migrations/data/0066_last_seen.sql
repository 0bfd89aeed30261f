-- When somebody was last signed in, also when no session of theirs goes on: for reviews of who has access.
ALTER TABLE agent ADD COLUMN last_seen_at_ms @int;
UPDATE agent SET last_seen_at_ms =
    (SELECT MAX(session.last_seen_at_ms) FROM session WHERE session.tenant_id = agent.tenant_id AND session.agent_id = agent.id);
