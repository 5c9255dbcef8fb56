-- Since when something is no longer kept, for whoever looks for it.

-- When the payload went; null with the reason given: before this was written down.
alter table message_option add column payload_gone_at timestamptz;

-- Days of a log that have lost their content, and for how long it had been kept.
create table emptied_day (
  log text not null,
  day date not null,
  kept_days integer not null,
  emptied_at timestamptz not null default now(),
  primary key (log, day)
);
