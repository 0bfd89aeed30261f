-- How agents decided about what needs their consent, newest last. What they were shown stands with it, word by word.
CREATE TABLE consent (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  purpose TEXT NOT NULL,
  decision TEXT NOT NULL,
  words TEXT NOT NULL,
  sha256 @bytes NOT NULL,
  decided_at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @clustered;
CREATE INDEX consent_of ON consent (tenant_id, agent_id, purpose, id);

-- What a person used within some minutes, until its day is summed up.
CREATE TABLE usage_part (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  id @bytes NOT NULL,
  agent_id @bytes NOT NULL,
  day @int NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, id)
) @clustered;
CREATE INDEX usage_part_agent ON usage_part (tenant_id, agent_id);
CREATE INDEX usage_part_day ON usage_part (tenant_id, day);

-- What everybody together used on a day: the operator's, under the key of its month.
CREATE TABLE usage_sum (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  day @int NOT NULL,
  id @bytes NOT NULL,
  month_id @bytes NOT NULL,
  content_object @bytes NOT NULL,
  content_sealed @bytes NOT NULL,
  PRIMARY KEY (tenant_id, day)
) @clustered;
