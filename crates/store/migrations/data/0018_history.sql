-- What happened on tickets, written with the change itself. Ids and fixed words, as the ticket's own row has them.
CREATE TABLE ticket_event (
  tenant_id @bytes NOT NULL REFERENCES tenant (id),
  ticket_id @bytes NOT NULL,
  place @int NOT NULL,
  what TEXT NOT NULL,
  word_before TEXT,
  word_after TEXT,
  id_before @bytes,
  id_after @bytes,
  until_ms @int,
  rule_of_id @bytes,
  by_id @bytes,
  cause TEXT,
  at_ms @int NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, place)
) @clustered;
