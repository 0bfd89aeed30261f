ALTER TABLE api_token ADD COLUMN name_object @bytes;
ALTER TABLE api_token ADD COLUMN name_sealed @bytes;
