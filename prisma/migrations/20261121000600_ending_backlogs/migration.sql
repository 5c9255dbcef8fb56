-- What waits for an endpoint is ended by a job when it is too much for one request. Until that is done claims leave the endpoint alone:
-- `cancel_before` ends all that was made before (turned off, deleted), `drop_before` what was due by then (resumed without it).
alter table endpoint add column cancel_before timestamptz, add column cancel_reason smallint, add column drop_before timestamptz;
-- Those that the job is to go on with: few of many.
create index endpoint_canceling_idx on endpoint (id) where cancel_before is not null or drop_before is not null;
