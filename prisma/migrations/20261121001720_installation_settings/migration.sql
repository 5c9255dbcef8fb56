-- What staff have set for the whole installation. Only what differs from the environment's defaults is in here, so a
-- process of an older version, which does not know the table, goes on with those.
create table installation_setting (
  is_only boolean primary key default true check (is_only),
  -- Counts changes: who saves must have seen the last one.
  version integer not null default 0,
  -- Counts changes of what applications have set about privacy, which processes keep in memory as well.
  privacy_stamp bigint not null default 0,
  given jsonb not null default '{}',
  updated_at timestamptz,
  updated_by text
);
insert into installation_setting default values;
