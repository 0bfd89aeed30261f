-- What was erased of one subject, in order: without the order in the index SQLite goes through all that a tenant ever erased.
DROP INDEX erasure_subject;
CREATE INDEX erasure_subject ON erasure (tenant_id, subject_id, id);
