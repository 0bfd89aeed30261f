-- What companies instruct their processor, each version a row that is never changed: the features that are off, by their words.
CREATE TABLE instruction (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  version @int NOT NULL,
  features_off TEXT NOT NULL,
  by_id @bytes,
  made_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, version)
) @clustered;
