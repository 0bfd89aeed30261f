-- What was put right of an agent's account, sealed: a restored backup from before is brought up to it.
CREATE TABLE rectified_account (
  tenant_id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  profile_object @bytes NOT NULL,
  profile_sealed @bytes NOT NULL,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, agent_id)
) @clustered;
