-- What fails, by endpoint and cause. A job reads it from the attempts: recording them costs nothing more.

create table failure_group (
  id uuid primary key,
  application_id uuid not null references application (id),
  endpoint_id uuid not null references endpoint (id),
  -- lib/webhook/cause.ts
  cause smallint not null,
  -- open, acknowledged or resolved
  state text not null default 'open',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  last_status_code smallint,
  -- Deliveries that failed at least once for this cause: counted for good, and those whose tries are so young that one
  -- with a smaller id may still be written.
  settled_count integer not null default 0,
  recent_count integer not null default 0,
  -- Deliveries whose last try failed for this cause and that have not been delivered since.
  undelivered integer not null default 0,
  undelivered_exact boolean not null default true,
  counted_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  muted_until timestamptz,
  muted_by text,
  resolved_at timestamptz,
  regressed_at timestamptz,
  unique (endpoint_id, cause)
);
-- The list, in its usual order.
create index failure_group_undelivered_idx on failure_group (undelivered, id);

-- What happened to a group: by itself, and by people with their notes.
create table failure_group_event (
  id uuid primary key,
  group_id uuid not null references failure_group (id) on delete cascade,
  -- opened, regressed, resolved, acknowledged, reopened, muted, unmuted or note
  kind text not null,
  -- null: by itself
  actor_label text,
  note text,
  muted_until timestamptz,
  created_at timestamptz not null
);
create index failure_group_event_group_idx on failure_group_event (group_id, id desc);

-- How far the failed tries of an endpoint have been counted.
create table failure_cursor (
  endpoint_id uuid primary key references endpoint (id),
  attempt_id uuid not null,
  -- Every try until then has been looked at.
  looked_at timestamptz not null
);
