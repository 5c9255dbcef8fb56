-- Filters of deliveries across customers that staff share, each under a name.
create table delivery_view (
  id uuid primary key,
  name text not null unique,
  -- As in the address of the explorer, with its question mark; empty is everything.
  query text not null,
  created_by text not null,
  updated_at timestamptz not null default now()
);
