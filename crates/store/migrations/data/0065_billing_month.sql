-- Months that are over and not invoiced yet: what a company had when each of them ended, whoever is there when it is invoiced.
CREATE TABLE billing_month (
    tenant_id @bytes NOT NULL REFERENCES tenant (id),
    begins_at_ms @int NOT NULL,
    ends_at_ms @int NOT NULL,
    plan TEXT NOT NULL,
    price @int NOT NULL,
    seats @int NOT NULL,
    PRIMARY KEY (tenant_id, begins_at_ms)
) @clustered;
