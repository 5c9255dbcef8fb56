-- Alerts to the operator's own staff. Their channels are recipients without an application, so that what is to be told is
-- put together, sent, tried again and listed by what does that for customers.

alter table alert_recipient
  alter column application_id drop not null,
  -- Of staff: what they call it, the least level that it is told of, and since when it is off.
  add column name text,
  add column least_level text,
  add column disabled_at timestamptz;
-- The channels of staff.
create index alert_recipient_staff_idx on alert_recipient (id) where application_id is null;

alter table alert_dispatch
  alter column application_id drop not null,
  -- Of staff: what the other side answered the last time.
  add column answer text;
-- What staff were sent, newest first.
create index alert_dispatch_staff_idx on alert_dispatch (id) where application_id is null;

alter table alert alter column application_id drop not null;

-- A rule: what staff set, and what the last look saw. Rows are made when they are first needed.
create table staff_alert_rule (
  -- lib/contract/staff-alert-rules.ts
  rule text primary key,
  enabled boolean not null,
  -- Null: the rule has no such level.
  warning double precision,
  critical double precision,
  -- In a window of fewer tries nothing is judged; null for rules that do not count tries.
  minimum_tries integer,
  repeat_minutes integer not null,
  muted_until timestamptz,
  muted_by text,
  muted_reason text,
  -- What was last seen. A value for each level, because they may look at windows of different lengths.
  warning_value double precision,
  critical_value double precision,
  warning_tries integer,
  critical_tries integer,
  measured_at timestamptz,
  -- Since when it has been over a threshold without firing yet.
  over_since timestamptz,
  updated_at timestamptz not null default now()
);

-- Each time that a rule fired. It fires while it has not ended.
create table staff_alert (
  id uuid primary key,
  rule text not null references staff_alert_rule (rule),
  -- warning or critical: now, and the worst of it.
  level text not null,
  peak text not null,
  began_at timestamptz not null,
  level_since timestamptz not null,
  -- What was seen last, and against which threshold it fired.
  value double precision,
  threshold double precision not null,
  tries integer,
  -- When anybody was last told; null while nobody was.
  told_at timestamptz,
  -- It was muted when there was something to tell.
  owed boolean not null default false,
  -- Since when it has looked better than its level; it may be back.
  better_since timestamptz,
  ended_at timestamptz,
  -- better, too_few (tries to judge) or turned_off
  ended_because text
);
-- What fires now: one at a time of a rule.
create unique index staff_alert_firing_key on staff_alert (rule) where ended_at is null;
