-- How a granted request for an erasure is carried out: the person goes with their conversations, or out of these.
ALTER TABLE subject_request ADD COLUMN erasure_mode TEXT;
