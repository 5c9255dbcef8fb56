-- How an inbox answers; null: as a good receiver does.
alter table inbox add column reply jsonb;
-- The status that a request was answered with; null for those before this column.
alter table inbox_request add column reply_status smallint;
