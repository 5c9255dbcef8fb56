-- JavaScript that changes what an endpoint is sent. A row for each change, under the version of the endpoint that it made: the
-- newest one counts, and a try names the version that it ran.
create table endpoint_transformation (
  endpoint_id uuid not null references endpoint (id) on delete cascade,
  version integer not null,
  enabled boolean not null,
  code text,
  variables_sealed text,
  created_at timestamptz not null default now(),
  primary key (endpoint_id, version),
  check (code is not null or not enabled)
);
