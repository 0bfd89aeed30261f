CREATE TABLE organisation (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  name_tag @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  created_at_ms @int NOT NULL,
  updated_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name_tag)
) @table;

CREATE TABLE organisation_domain (
  tenant_id @bytes NOT NULL,
  domain_tag @bytes NOT NULL,
  organisation_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, domain_tag)
) @clustered;
CREATE INDEX organisation_domain_of ON organisation_domain (tenant_id, organisation_id);

-- How far the work has come that follows a change of domains; no row where there is none to do.
CREATE TABLE organisation_sweep (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  round @int NOT NULL,
  after_id @bytes,
  PRIMARY KEY (tenant_id)
) @clustered;

ALTER TABLE contact ADD COLUMN organisation_id @bytes;
ALTER TABLE contact ADD COLUMN organisation_by_hand @int NOT NULL DEFAULT 0;
CREATE INDEX contact_organisation ON contact (tenant_id, organisation_id, id) WHERE organisation_id IS NOT NULL;
