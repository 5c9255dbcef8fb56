-- One row with a sealed text that everybody knows: a process whose secrets do not open it must not start.
create table secret_canary (
  is_only boolean primary key default true check (is_only),
  sealed text not null,
  created_at timestamptz not null default now()
);
