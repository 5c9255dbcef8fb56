-- How many messages each application got in an hour, so that lists need not count. The worker adds up what is older than a
-- minute, behind a mark; what is younger is counted where it is asked for.
create table message_rollup (
  application_id uuid not null,
  bucket timestamptz not null,
  messages integer not null,
  primary key (application_id, bucket)
);
-- What is past is taken away.
create index message_rollup_bucket_idx on message_rollup (bucket);

-- One row: ids below it are added up.
create table message_rollup_mark (
  is_only boolean primary key default true check (is_only),
  below_id uuid not null
);
insert into message_rollup_mark (below_id) values (uuid_v7_floor(now() - interval '25 hours'));

-- The last changes of one endpoint.
create index audit_log_endpoint_idx on audit_log (object_id, id desc) where object_kind = 'endpoint';
