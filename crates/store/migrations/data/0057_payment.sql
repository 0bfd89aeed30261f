-- The payment of an invoice at the operator's provider: its session there, and how it stands.
ALTER TABLE invoice ADD COLUMN payment TEXT;
ALTER TABLE invoice ADD COLUMN payment_state TEXT;
CREATE INDEX invoice_payment ON invoice (tenant_id, payment_state);
