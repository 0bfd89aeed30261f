-- Nothing counts how often somebody writes, and the name and type of a file that was put up lie with its bytes.
DROP TABLE sender_rate;
ALTER TABLE upload DROP COLUMN info_object;
ALTER TABLE upload DROP COLUMN info_sealed;
