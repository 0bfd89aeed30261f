-- Of what was handed out under a gag: when the gag ended and nobody was left to tell, because the company was erased.
ALTER TABLE disclosure_file ADD COLUMN nobody_at_ms @int;
-- When it was said why a company that an incident names is told nothing of it.
ALTER TABLE incident_tenant ADD COLUMN excused_at_ms @int;
-- When a page was last opened in a session: past what its owner has to take note of.
ALTER TABLE session ADD COLUMN page_at_ms @int;
