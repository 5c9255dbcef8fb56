-- What monitoring counts of tries. Each worker adds what it counted every few seconds: few rows, however many tries.

-- Counters for ever, in the labels that monitoring sees. Who comes first has a label of its own, up to the limits of the
-- settings; everybody else is counted together, so the table is as small as what is read from it.
create table delivery_count (
  -- An application's uuid, or "other".
  application text not null,
  event_type text not null,
  -- succeeded, retrying, failed or canceled
  status text not null,
  count bigint not null,
  primary key (application, event_type, status)
) with (fillfactor = 50);

-- How long receivers took. The bounds are in lib/domain/metrics/traffic.ts; the last count is what took longer.
create table delivery_duration (
  -- succeeded or failed
  status text primary key,
  counts bigint[] not null,
  seconds_sum double precision not null
) with (fillfactor = 50);

-- The same by the minute, for alerts that look at the last quarter of an hour. Kept for a day.
create table delivery_minute (
  minute timestamptz primary key,
  succeeded bigint not null default 0,
  failed bigint not null default 0,
  duration_ms_sum bigint not null default 0,
  duration_count bigint not null default 0
) with (fillfactor = 50);
