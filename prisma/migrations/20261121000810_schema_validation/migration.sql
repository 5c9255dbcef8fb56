-- Whether messages of this type are checked against the newest of its schemas: off, report or reject.
alter table event_type
  add column validation text not null default 'off' check (validation in ('off', 'report', 'reject')),
  -- When it will no longer be sent; told, not enforced.
  add column sunset_at timestamptz,
  -- Messages that were accepted though they did not fit.
  add column violation_count bigint not null default 0,
  add column last_violation_at timestamptz;
-- What ingest has to know of: few of many.
create index event_type_validated_idx on event_type (organization_id) where validation <> 'off';

-- The last messages of each type that did not fit. What they held is not kept here: it has a retention of its own.
create table event_type_violation (
  -- the message
  message_id uuid primary key,
  event_type_id uuid not null references event_type (id) on delete cascade,
  application_id uuid not null,
  schema_version text not null,
  -- [{path, expected, found}]
  issues jsonb not null,
  created_at timestamptz not null default now()
);
-- The last of a type, and what is more than those.
create index event_type_violation_type_idx on event_type_violation (event_type_id, message_id desc);
