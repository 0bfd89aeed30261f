CREATE TABLE tenant_key (
  tenant_id @bytes NOT NULL,
  generation @int NOT NULL,
  epoch @int NOT NULL,
  wrapped @bytes NOT NULL,
  PRIMARY KEY (tenant_id, generation)
) @clustered;

CREATE TABLE bucket_key (
  tenant_id @bytes NOT NULL,
  bucket_id @bytes NOT NULL,
  tenant_generation @int NOT NULL,
  wrapped @bytes NOT NULL,
  PRIMARY KEY (tenant_id, bucket_id)
) @clustered;

CREATE TABLE leaf_key (
  tenant_id @bytes NOT NULL,
  leaf @bytes NOT NULL,
  generation @int NOT NULL,
  bucket_id @bytes NOT NULL,
  wrapped @bytes NOT NULL,
  PRIMARY KEY (tenant_id, leaf, generation)
) @clustered;
CREATE INDEX leaf_key_bucket ON leaf_key (tenant_id, bucket_id);

CREATE TABLE object_key (
  tenant_id @bytes NOT NULL,
  object_id @bytes NOT NULL,
  leaves @bytes NOT NULL,
  wrapped @bytes NOT NULL,
  PRIMARY KEY (tenant_id, object_id)
) @clustered;

CREATE TABLE contact_lookup (
  tenant_id @bytes NOT NULL,
  tag @bytes NOT NULL,
  contact_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) @clustered;
CREATE INDEX contact_lookup_contact ON contact_lookup (tenant_id, contact_id);
