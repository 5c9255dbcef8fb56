-- The foundation. Prisma cannot express partitions, partial indexes, storage options or functions, so this file is
-- written by hand; schema.prisma describes the same tables for the client.

create schema if not exists posthorn_partitions;

-- ---------------------------------------------------------------- applications and what they own

create table application (
  id uuid primary key,
  organization_id text not null,
  uid text,
  name text not null,
  metadata jsonb not null default '{}',
  throttle_rate integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
-- Lists of an organization in both directions.
create index application_organization_idx on application (organization_id, id) where deleted_at is null;
-- A uid is free again once its application is deleted.
create unique index application_uid_key on application (organization_id, uid) where deleted_at is null and uid is not null;

create table event_type (
  id uuid primary key,
  organization_id text not null,
  name text not null collate "C",
  description text not null,
  group_name text,
  -- JSON as text: key order is what the author wrote, and is what a customer reads.
  schemas text,
  feature_flags text[] not null default '{}',
  archived boolean not null default false,
  deprecated boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, name)
);

create table endpoint (
  id uuid primary key,
  application_id uuid not null references application (id),
  uid text,
  name text,
  url text not null,
  description text not null default '',
  -- Empty: everything, types of the future included. An entry may be a group, `invoice.*`.
  event_types text[] not null default '{}',
  channels text[] not null default '{}',
  metadata jsonb not null default '{}',
  throttle_rate integer,
  headers_sealed text,
  timeout_ms integer,
  retry_schedule_seconds integer[],
  disabled_at timestamptz,
  -- customer, staff, api, gone (the receiver answered 410) or failing (by the automatic rule)
  disabled_reason text,
  -- Counts changes that a delivery can see; the worker's cache is good for one version only.
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
-- Routing of a message, and lists.
create index endpoint_application_idx on endpoint (application_id, id) where deleted_at is null;
create unique index endpoint_uid_key on endpoint (application_id, uid) where deleted_at is null and uid is not null;

-- What an endpoint was when a try was made: an attempt names a version, so the request is shown as it was sent.
create table endpoint_version (
  endpoint_id uuid not null references endpoint (id),
  version integer not null,
  url text not null,
  headers_sealed text,
  created_at timestamptz not null default now(),
  primary key (endpoint_id, version)
);

create table endpoint_secret (
  id uuid primary key,
  endpoint_id uuid not null references endpoint (id),
  secret_sealed text not null,
  last4 text not null,
  created_at timestamptz not null default now(),
  -- null: the current secret. Others go on signing until then.
  expires_at timestamptz
);
-- All secrets of an endpoint, newest first.
create index endpoint_secret_endpoint_idx on endpoint_secret (endpoint_id, created_at desc);

-- Apart from the endpoint, because every recorded try writes it: narrow rows with room to be updated in place.
create table endpoint_health (
  endpoint_id uuid primary key references endpoint (id),
  consecutive_failures integer not null default 0,
  failing_since timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_cause smallint,
  last_status_code smallint,
  last_duration_ms integer,
  certificate_not_after timestamptz,
  throttled_until timestamptz
) with (fillfactor = 70);

-- Half-hours of an endpoint by the time of the delivery's creation. The three counters always add up to the
-- deliveries that have been tried; a delivery moves from one to another in the commit that changes its state.
create table endpoint_rollup (
  endpoint_id uuid not null,
  bucket timestamptz not null,
  application_id uuid not null,
  delivered integer not null default 0,
  retrying integer not null default 0,
  failed integer not null default 0,
  duration_ms_sum bigint not null default 0,
  duration_count integer not null default 0,
  primary key (endpoint_id, bucket)
) with (fillfactor = 70);
-- Sums over an application, and retention.
create index endpoint_rollup_application_idx on endpoint_rollup (application_id, bucket);
create index endpoint_rollup_bucket_idx on endpoint_rollup (bucket);

-- ---------------------------------------------------------------- messages

create table message (
  id uuid not null primary key,
  application_id uuid not null,
  event_type text not null,
  event_id text,
  -- The exact bytes as received: jsonb would reorder keys and break signatures. null once expunged or expired.
  payload text,
  channels text[],
  tags text[],
  deliver_at timestamptz,
  -- sent by a person from the portal, console or API to try an endpoint
  is_test boolean not null default false,
  created_at timestamptz not null default now(),
  -- The routing verdicts other than "delivery made", one pair for each endpoint: codes in lib/domain/messages/verdict.ts.
  skipped_endpoint_ids uuid[],
  skipped_reasons smallint[]
) partition by range (id);
-- An application's messages, newest first.
create index message_application_idx on message (application_id, id desc);

-- A partitioned table cannot hold a unique key without its partition column, so eventId has a table of its own.
create table message_event_id (
  application_id uuid not null,
  event_id text not null collate "C",
  message_id uuid not null,
  primary key (application_id, event_id)
);
-- Retention removes the ids of dropped messages.
create index message_event_id_message_idx on message_event_id (message_id);

-- Answers of requests that carried an idempotency key, by the hash of actor, route and key; kept 12 hours.
create table idempotency (
  key_hash bytea primary key,
  request_hash bytea not null,
  message_id uuid,
  status smallint,
  body text,
  created_at timestamptz not null default now()
);
create index idempotency_created_idx on idempotency (created_at);

-- ---------------------------------------------------------------- deliveries
-- pending (0) is one small hot table; what ended (1 succeeded, 2 failed, 3 canceled) lies in history, by day.
-- A delivery that ends is deleted from the one and inserted into the other in a single statement.

create table delivery (
  id uuid not null,
  status smallint not null,
  application_id uuid not null,
  endpoint_id uuid not null,
  message_id uuid not null,
  event_type text not null,
  is_test boolean not null default false,
  attempt_count smallint not null default 0,
  -- tries that count against the schedule: our own faults and manual replays do not
  budget_used smallint not null default 0,
  -- one number for each try, see lib/domain/deliveries/rail.ts
  rail integer[] not null default '{}',
  last_class smallint,
  last_cause smallint,
  last_status_code smallint,
  last_duration_ms integer,
  -- why it was canceled, or why it failed without a try (lib/domain/deliveries/reason.ts)
  reason smallint,
  finished_at timestamptz,
  -- The rest has a value only while pending.
  -- due time; while leased, the end of the lease
  next_at timestamptz,
  -- the fencing token of the claim that holds it; null when nobody does
  lease_token bigint,
  leased_at timestamptz,
  crash_count smallint,
  -- what the next try is: 0 scheduled, 1 manual (replay), 2 test
  trigger smallint,
  -- who asked for a manual try
  requested_by text,
  -- where a failed manual try returns to: the retry that was waiting, or the state that it had
  retry_at timestamptz,
  return_status smallint,
  primary key (id, status)
) partition by list (status);

create table delivery_pending partition of delivery for values in (0) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.2);
create table delivery_history partition of delivery for values in (1, 2, 3) partition by range (id);

-- Claims take what is due of an endpoint, oldest first; the sweep skips from endpoint to endpoint on it.
create index delivery_pending_due_idx on delivery_pending (endpoint_id, next_at, id);
-- An application's deliveries, newest first.
create index delivery_application_idx on delivery (application_id, id desc);
-- An endpoint's deliveries, newest first.
create index delivery_endpoint_idx on delivery (endpoint_id, id desc);
-- Deliveries of a message.
create index delivery_message_idx on delivery (message_id);
-- Failures only, of an endpoint and over everything: small, because most deliveries succeed.
create index delivery_history_failed_idx on delivery_history (endpoint_id, id desc) where status = 2;
create index delivery_history_failed_all_idx on delivery_history (id desc) where status = 2;

create sequence delivery_lease_seq;

-- ---------------------------------------------------------------- attempts

create table attempt (
  id uuid not null primary key,
  application_id uuid not null,
  endpoint_id uuid not null,
  endpoint_version integer not null,
  message_id uuid not null,
  delivery_id uuid not null,
  event_type text not null,
  number smallint not null,
  trigger smallint not null,
  actor text,
  -- 0 succeeded, 2 failed, 4 canceled
  status smallint not null,
  class smallint not null,
  cause smallint,
  status_code smallint,
  started_at timestamptz not null,
  duration_ms integer not null,
  queue_ms integer,
  dns_ms real,
  connect_ms real,
  tls_ms real,
  wait_ms real,
  body_ms real,
  reused boolean not null default false,
  remote_address text,
  tls_version text,
  certificate_not_after timestamptz,
  signature text,
  secret_ids uuid[],
  response_headers text,
  response_body text,
  response_base64 boolean not null default false,
  response_truncated boolean not null default false,
  error_detail text,
  next_attempt_at timestamptz,
  -- recorded by a worker that had lost its lease: shown, but it changed nothing
  late boolean not null default false
) partition by range (id);
create index attempt_endpoint_idx on attempt (endpoint_id, id desc);
create index attempt_endpoint_failed_idx on attempt (endpoint_id, id desc) where status = 2;
create index attempt_message_idx on attempt (message_id, id desc);

-- ---------------------------------------------------------------- access

create table portal_link (
  id uuid primary key,
  application_id uuid not null references application (id),
  code_hash bytea not null unique,
  capabilities text[] not null,
  feature_flags text[] not null default '{}',
  label text,
  next text,
  session_seconds integer not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index portal_link_application_idx on portal_link (application_id, id desc);

create table portal_session (
  id uuid primary key,
  application_id uuid not null references application (id),
  token_hash bytea not null unique,
  -- cookie: bought with a link by a browser. token: handed to the operator as a bearer.
  kind text not null,
  capabilities text[] not null,
  feature_flags text[] not null default '{}',
  label text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index portal_session_application_idx on portal_session (application_id, id desc);

create table api_key (
  id uuid primary key,
  organization_id text not null,
  name text not null,
  token_hash bytea not null unique,
  last4 text not null,
  scopes text[] not null default '{}',
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table staff (
  id uuid primary key,
  email text not null unique,
  name text not null,
  role text not null,
  password_hash text,
  setup_token_hash bytea unique,
  setup_expires_at timestamptz,
  -- counted up to end every session of this person
  session_version integer not null default 1,
  last_sign_in_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table audit_log (
  id uuid primary key,
  organization_id text,
  application_id uuid,
  actor_kind text not null,
  actor_id text,
  actor_label text not null,
  action text not null,
  object_kind text not null,
  object_id text,
  -- before and after, secrets masked
  change jsonb,
  request_id text,
  created_at timestamptz not null default now()
);
create index audit_log_application_idx on audit_log (application_id, id desc);
create index audit_log_id_idx on audit_log (id desc);

-- ---------------------------------------------------------------- debug inboxes

create table inbox (
  id uuid primary key,
  application_id uuid not null references application (id),
  token text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index inbox_application_idx on inbox (application_id, id desc);

create table inbox_request (
  id uuid primary key,
  inbox_id uuid not null references inbox (id) on delete cascade,
  method text not null,
  headers text not null,
  body text not null,
  received_at timestamptz not null default now()
);
create index inbox_request_inbox_idx on inbox_request (inbox_id, id desc);

-- ---------------------------------------------------------------- processes

create table worker (
  id text primary key,
  pid integer not null,
  version text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  in_flight integer not null default 0,
  -- graphile-worker's names for this process's lock owners, so that a dead worker's jobs can be freed
  pool_ids text[] not null default '{}'
);

-- ---------------------------------------------------------------- functions

-- A version 7 UUID of the given moment. PostgreSQL has its own from 18 on; 15 to 17 are supported too.
create function uuid_v7(at timestamptz default clock_timestamp()) returns uuid
language sql volatile parallel safe
as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send(floor(extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- The moment of a version 7 UUID.
create function uuid_v7_time(id uuid) returns timestamptz
language sql immutable parallel safe
as $$
  select to_timestamp(('x0000' || substring(replace(id::text, '-', '') for 12))::bit(64)::bigint / 1000.0)
$$;

-- The lowest id of a moment: bounds of partitions and of time filters.
create function uuid_v7_floor(at timestamptz) returns uuid
language sql immutable parallel safe
as $$
  select rpad(lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;

-- Whether an endpoint's choice of event types takes this one: none takes all, `invoice.*` takes the group.
create function event_type_matches(patterns text[], event_type text) returns boolean
language sql immutable parallel safe
as $$
  select cardinality(patterns) = 0 or event_type = any (patterns)
    or exists (select 1 from unnest(patterns) as p where right(p, 2) = '.*' and starts_with(event_type, left(p, -1)))
$$;

-- The routing verdict: 0 make a delivery, 1 endpoint is off, 2 not subscribed, 3 no channel in common.
create function routing_verdict(patterns text[], endpoint_channels text[], disabled boolean, event_type text, message_channels text[]) returns smallint
language sql immutable parallel safe
as $$
  select case
    when not event_type_matches(patterns, event_type) then 2
    when cardinality(endpoint_channels) > 0 and not coalesce(endpoint_channels && message_channels, false) then 3
    when disabled then 1
    else 0
  end::smallint
$$;

-- Makes the partitions of the days from first to last (UTC) of the three logs. Days that exist are left alone.
create function create_partitions(first_day date, last_day date) returns integer
language plpgsql
as $$
declare
  day date;
  parent text;
  child text;
  made integer := 0;
begin
  for day in select generate_series(first_day, last_day, interval '1 day')::date loop
    foreach parent in array array['message', 'delivery_history', 'attempt'] loop
      child := format('%s_%s', parent, to_char(day, 'YYYYMMDD'));
      if to_regclass('posthorn_partitions.' || quote_ident(child)) is null then
        execute format('create table posthorn_partitions.%I partition of %I for values from (%L) to (%L)', child, parent,
          uuid_v7_floor(day::timestamp at time zone 'UTC'), uuid_v7_floor((day + 1)::timestamp at time zone 'UTC'));
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$$;

-- Drops the days before the given one and answers their names.
create function drop_partitions(before_day date) returns setof text
language plpgsql
as $$
declare
  child text;
begin
  for child in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'posthorn_partitions' and c.relkind = 'r' and c.relname ~ '_\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < before_day
    order by right(c.relname, 8), c.relname
  loop
    execute format('drop table posthorn_partitions.%I', child);
    return next child;
  end loop;
end
$$;

-- Whatever no day takes (maintenance did not run, a clock was wrong) is kept, not refused.
create table posthorn_partitions.message_other partition of message default;
create table posthorn_partitions.delivery_history_other partition of delivery_history default;
create table posthorn_partitions.attempt_other partition of attempt default;

select create_partitions((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 7);
