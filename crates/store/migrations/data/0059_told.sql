-- A row is the notice on the pages of a company's admins; whether it went by mail, too, and whether an admin looked. Rows from
-- before were mails.
ALTER TABLE register_notice ADD COLUMN mailed @int NOT NULL DEFAULT 1;
ALTER TABLE register_notice ADD COLUMN seen @int NOT NULL DEFAULT 1;

-- Whether a company was told that its trial ends, and when that an invoice was not paid.
ALTER TABLE billing ADD COLUMN trial_told @int NOT NULL DEFAULT 0;
ALTER TABLE invoice ADD COLUMN reminded_at_ms @int;
