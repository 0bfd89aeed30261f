-- What an erasure that writes objects anew has to know until it is done.
CREATE TABLE erasure_work (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  erasure_id @bytes NOT NULL,
  part @int,
  into_id @bytes,
  terms_object @bytes,
  terms_sealed @bytes,
  PRIMARY KEY (tenant_id, erasure_id)
) @table;

-- Objects in whose place others stand already. Their keys and bytes are destroyed next, whatever comes between.
CREATE TABLE erasure_old (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  erasure_id @bytes NOT NULL,
  object_id @bytes NOT NULL,
  PRIMARY KEY (tenant_id, erasure_id, object_id)
) @table;
