-- Whether sums stay when the company is erased, and whether they were added.
ALTER TABLE tenant_end ADD COLUMN keep_sums @int NOT NULL DEFAULT 0;
ALTER TABLE tenant_end ADD COLUMN summed @int NOT NULL DEFAULT 0;

-- Sums by calendar month (202605) of all companies that closed their account and let them stay, together. Nothing says whose.
CREATE TABLE closed_sum (
  month @int NOT NULL,
  kind TEXT NOT NULL,
  count @int NOT NULL,
  PRIMARY KEY (month, kind)
) @clustered;
