-- Background tasks: what takes longer than a request. A row is the truth, a job of the queue only works on it; it is done in
-- commits of a bounded size, so that a process may die at any point.

create table background_task (
  id uuid primary key,
  organization_id text not null,
  -- null: of the whole organization
  application_id uuid references application (id),
  endpoint_id uuid references endpoint (id),
  -- `endpoint.recover` and the like, as on the wire
  kind text not null,
  -- running, paused, finished, failed, canceled
  state text not null default 'running',
  name text,
  -- What was asked for, as it was then.
  scope jsonb not null default '{}',
  rate_per_second integer,
  requested_by text not null,
  -- Up to where its log has been read; null before the first chunk.
  cursor uuid,
  -- When a replay knew all that it is to send.
  prepared_at timestamptz,
  -- Nothing is queued before: the rate, or a start that was put off.
  next_at timestamptz not null default now(),
  -- Why nothing is queued right now.
  waits_for text,
  total integer not null default 0,
  queued integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  -- Of what failed again: how many by code of the diagnosis dictionary.
  causes jsonb not null default '{}',
  -- What a finished task answers.
  result jsonb not null default '{}',
  error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);
-- Lists of an organization, and of an application for its portal.
create index background_task_organization_idx on background_task (organization_id, id);
create index background_task_application_idx on background_task (application_id, id);
-- Those that a job is to work on.
create index background_task_open_idx on background_task (id) where state = 'running' or queued > 0;

-- What a replay is to send, fixed before the first of it goes. What was delivered or is not to be sent any more is deleted.
create table background_task_item (
  task_id uuid not null references background_task (id) on delete cascade,
  delivery_id uuid not null,
  endpoint_id uuid not null,
  -- Of a delivery that does not exist before it is queued.
  message_id uuid,
  -- 0 waits, 1 queued, 2 failed again
  state smallint not null default 0,
  -- The delivery as it was: it is left alone when it has changed since. `finished_at` is null while it waits for a retry.
  attempt_count smallint not null,
  finished_at timestamptz,
  reason smallint,
  primary key (task_id, delivery_id)
) with (autovacuum_vacuum_scale_factor = 0.02);
-- The next to be queued, oldest first; and those that are, to see what became of them.
create index background_task_item_waiting_idx on background_task_item (task_id, delivery_id) where state = 0;
create index background_task_item_queued_idx on background_task_item (task_id, delivery_id) where state = 1;
