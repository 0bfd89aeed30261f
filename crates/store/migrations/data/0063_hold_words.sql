-- When the words of a hold that was released were destroyed, and of which day to look at it again people were told.
ALTER TABLE legal_hold ADD COLUMN forgotten_at_ms @int;
ALTER TABLE legal_hold ADD COLUMN review_told_ms @int;
CREATE INDEX legal_hold_in_force ON legal_hold (tenant_id, id) WHERE released_at_ms IS NULL;
CREATE INDEX legal_hold_words ON legal_hold (tenant_id, released_at_ms) WHERE released_at_ms IS NOT NULL AND forgotten_at_ms IS NULL;
