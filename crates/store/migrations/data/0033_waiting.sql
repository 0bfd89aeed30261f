-- Since when a legal hold keeps a request waiting, and when whoever asked was told so.
ALTER TABLE subject_request ADD COLUMN held_at_ms @int;
ALTER TABLE subject_request ADD COLUMN held_told_at_ms @int;
