-- Tenants whose account is being closed, and when everything goes.
CREATE TABLE tenant_end (
  tenant_id @bytes NOT NULL PRIMARY KEY REFERENCES tenant (id),
  by_id @bytes,
  ended_at_ms @int NOT NULL,
  erase_at_ms @int NOT NULL,
  notices @int NOT NULL
) @clustered;

-- To whom the receipt of a closed tenant is still to be sent: the operator's, since that tenant has no key any more.
CREATE TABLE closing_letter (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  closed_id @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  made_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @clustered;
