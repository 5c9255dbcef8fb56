-- How many messages of each type came in an hour, so that the catalogue can say what is used. The worker adds up what is
-- older than a minute, behind a mark of its own: what is kept from before this release is added up, too.
create table event_type_rollup (
  organization_id text not null,
  event_type text not null,
  bucket timestamptz not null,
  messages bigint not null,
  primary key (organization_id, event_type, bucket)
);
-- What is past is taken away.
create index event_type_rollup_bucket_idx on event_type_rollup (bucket);

-- One row: ids below it are added up.
create table event_type_rollup_mark (
  is_only boolean primary key default true check (is_only),
  below_id uuid not null
);
insert into event_type_rollup_mark (below_id) values (uuid_v7_floor(now() - interval '7 days'));
