-- How far the clock was followed: one row. Terms end by it; one that is far ahead is doubted for a while.
CREATE TABLE clock_mark (
  one @int PRIMARY KEY CHECK (one = 1),
  -- The last time that was believed.
  seen_at_ms @int NOT NULL,
  -- Since when a time far ahead is doubted, when it was looked last, and for how long Deskhero ran since.
  doubted_at_ms @int,
  looked_at_ms @int,
  waited_ms @int NOT NULL DEFAULT 0
);
