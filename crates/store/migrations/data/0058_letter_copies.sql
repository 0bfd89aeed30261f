-- Whether a letter went to its author, too, when the server was told its end: then the author's mailbox shows whether the server took it.
ALTER TABLE document_letter ADD COLUMN copied @int NOT NULL DEFAULT 0;
ALTER TABLE news_letter ADD COLUMN copied @int NOT NULL DEFAULT 0;
CREATE INDEX document_letter_doubt ON document_letter (ended_at_ms) WHERE state = 'in-doubt';
CREATE INDEX news_letter_doubt ON news_letter (ended_at_ms) WHERE state = 'in-doubt';
