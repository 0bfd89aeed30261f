-- Keys of what was replaced since: a backup from before holds it, so they end with the last of those.
ALTER TABLE object_key ADD COLUMN kept_until_ms @int;
CREATE INDEX object_key_kept ON object_key (tenant_id, kept_until_ms) WHERE kept_until_ms IS NOT NULL;

-- What was put right of a person, sealed: a restored backup from before is brought up to it.
CREATE TABLE rectified (
  tenant_id @bytes NOT NULL,
  contact_id @bytes NOT NULL,
  profile_object @bytes NOT NULL,
  profile_sealed @bytes NOT NULL,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, contact_id)
) @clustered;
