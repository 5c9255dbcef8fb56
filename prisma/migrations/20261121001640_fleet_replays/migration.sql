-- A replay over several applications is a background task of none. This is what it has besides: its guard rails, and how it goes with
-- each endpoint.

create table fleet_replay (
  task_id uuid primary key references background_task (id) on delete cascade,
  -- null: the applications of every organization, as staff see them
  organization_id text,
  -- Deliveries a second to each endpoint, at most.
  endpoint_rate integer not null,
  reason text,
  -- Whoever asked for it, and whoever confirmed it: neither approves of it. As in the audit log.
  requested_by_id text,
  -- How many somebody has said that it is.
  confirmed_count integer,
  confirmed_by text,
  confirmed_by_id text,
  -- Where a second person is needed.
  approval_until timestamptz,
  approved_by text,
  approved_at timestamptz,
  -- The application whose log is being read; null before the first.
  reading_id uuid,
  -- Enough of its first deliveries succeeded, or somebody said that it is to go on.
  is_trusted boolean not null default false
);
-- Those that wait for a second person, to find what has waited for too long.
create index fleet_replay_approval_idx on fleet_replay (approval_until) where approved_at is null and approval_until is not null;

create table fleet_replay_share (
  task_id uuid not null references fleet_replay (task_id) on delete cascade,
  endpoint_id uuid not null,
  application_id uuid not null,
  total integer not null,
  succeeded integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  -- Nothing is queued for this endpoint before.
  next_at timestamptz not null default now(),
  primary key (task_id, endpoint_id)
);

-- The next of one endpoint, oldest first.
create index background_task_item_endpoint_waiting_idx on background_task_item (task_id, endpoint_id, delivery_id) where state = 0;
