-- Each sign-in is a row, and the cookie names it: deleting the row ends that session at its next request. The version that ended all
-- sessions of a person at once has nothing left to do.
alter table staff
  drop column session_version,
  add column sso_identity text unique,
  add column link_sealed text,
  add column second_factor_secret text,
  add column second_factor_pending text,
  add column second_factor_since timestamptz,
  add column second_factor_step bigint not null default 0,
  add column recovery_code_hashes bytea[] not null default '{}';

create table staff_session (
  id uuid primary key,
  staff_id uuid not null references staff (id) on delete cascade,
  way text not null,
  address text not null,
  browser text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
-- The list of a person's sessions, and the end of all of them.
create index staff_session_staff_idx on staff_session (staff_id);

create table staff_ticket (
  token_hash bytea primary key,
  staff_id uuid not null references staff (id) on delete cascade,
  purpose text not null,
  way text not null,
  tries integer not null default 0,
  expires_at timestamptz not null
);
-- Those of a person end when another one is given.
create index staff_ticket_staff_idx on staff_ticket (staff_id);
