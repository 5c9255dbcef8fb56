-- Inbound sources: addresses that take other providers' webhooks, and the log of what they took. A request is committed
-- as it came and answered; the worker makes a message of it afterwards.

create table source (
  id uuid primary key,
  application_id uuid not null references application (id),
  -- The part of the address that nobody guesses.
  token text not null unique,
  name text not null,
  kind text not null,
  -- As on the wire; read through lib/domain/sources/settings.ts.
  settings jsonb not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
-- An application's sources, newest first.
create index source_application_idx on source (application_id, id) where deleted_at is null;

create table source_secret (
  id uuid primary key,
  source_id uuid not null references source (id) on delete cascade,
  secret_sealed text not null,
  last4 text not null,
  created_at timestamptz not null default now(),
  -- Until then it is accepted too; null for the current one.
  expires_at timestamptz
);
create index source_secret_source_idx on source_secret (source_id);

-- What was received, by day as the other logs.
create table source_request (
  id uuid not null primary key,
  source_id uuid not null,
  -- 0 waits for the worker, 1 forwarded as message_id, 2 dead letter: reason says why
  state smallint not null default 0,
  -- The provider's id of the event.
  event_id text,
  remote_address text,
  -- Pairs of name and value in the order of the sender, as JSON.
  headers text not null,
  -- The exact bytes: signatures cover them.
  body bytea not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  event_type text,
  message_id uuid,
  reason text,
  detail text
) partition by range (id);
-- What waits for the worker, oldest first.
create index source_request_waiting_idx on source_request (id) where state = 0;
-- A source's requests, newest first.
create index source_request_source_idx on source_request (source_id, id);
-- Its dead letters.
create index source_request_dead_idx on source_request (source_id, id) where state = 2;

-- A partitioned table cannot hold a unique key without its partition column.
create table source_event_id (
  source_id uuid not null,
  event_id text not null collate "C",
  received_at timestamptz not null default now(),
  primary key (source_id, event_id)
);
-- They are forgotten after seven days.
create index source_event_id_received_idx on source_event_id (received_at);

-- A write that commits, for the health check of an address.
create table source_probe (
  source_id uuid primary key references source (id) on delete cascade,
  probed_at timestamptz not null
);

create table posthorn_partitions.source_request_other partition of source_request default;

select create_partitions((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 7);
