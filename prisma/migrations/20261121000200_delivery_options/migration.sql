-- Delivery options of an endpoint: one JSON object, as the API has it. What statements read of it are generated columns, so that
-- there is one truth.

create function json_integers(list jsonb) returns integer[]
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(list) = 'array'
    then coalesce((select array_agg(value::integer order by n) from jsonb_array_elements_text(list) with ordinality as e(value, n)), '{}') end
$$;

alter table endpoint drop column timeout_ms, drop column retry_schedule_seconds;
alter table endpoint
  add column delivery_options jsonb not null default '{}',
  -- Held: deliveries are made and wait. Not the same as off.
  add column paused_at timestamptz;
alter table endpoint
  add column timeout_ms integer generated always as ((delivery_options ->> 'timeoutSeconds')::integer * 1000) stored,
  -- null: the installation's schedule; empty: one try
  add column retry_schedule_seconds integer[] generated always as (json_integers(delivery_options #> '{retry,delaysSeconds}')) stored,
  add column fifo boolean generated always as (coalesce((delivery_options ->> 'fifo')::boolean, false)) stored,
  -- null: no batches
  add column batch_wait_ms integer generated always as ((delivery_options #>> '{batch,maxWaitSeconds}')::integer * 1000) stored;

-- The next number of applications that have an endpoint which cares for order; others have no row and pay nothing.
create table application_sequence (
  application_id uuid primary key references application (id),
  next_value bigint not null default 1
) with (fillfactor = 50);

-- When the next request of an endpoint or an application with a rate limit may go out.
create table rate_budget (
  scope_id uuid primary key,
  next_free_at timestamptz not null
) with (fillfactor = 50);

alter table message add column sequence bigint;

-- What goes out in one request: fixed when it is first tried, so that every try has the same bytes.
create table delivery_batch (
  id uuid primary key,
  endpoint_id uuid not null,
  message_ids uuid[] not null,
  created_at timestamptz not null default now()
);
-- Retention.
create index delivery_batch_created_idx on delivery_batch (created_at);

alter table delivery
  -- of an endpoint that wants strict order, while pending
  add column sequence bigint,
  add column batch_id uuid;
alter table attempt
  add column batch_id uuid,
  add column throttle_ms integer;
-- Tries of a batch, from any of its deliveries.
create index attempt_batch_idx on attempt (batch_id) where batch_id is not null;

-- The circuit breaker: 0 closed, 1 open, 2 half-open (one probe is under way).
alter table endpoint_health
  add column breaker_state smallint not null default 0,
  -- open: when the next probe may go; half-open: when a probe that was not heard of again is given up
  add column breaker_until timestamptz,
  add column breaker_since timestamptz,
  -- how often in a row it opened without a success between
  add column breaker_opens integer not null default 0,
  -- Turning off by itself: the first failure of the window that is looked at, and when the five days began
  add column failure_window_at timestamptz,
  add column failure_clock_at timestamptz,
  add column warned_at timestamptz;
