-- Whether somebody stands in the place of a person who was removed: nobody, under a pseudonym.
ALTER TABLE contact ADD COLUMN stands_in @int NOT NULL DEFAULT 0;
