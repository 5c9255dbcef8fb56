-- Files of deliveries that staff asked for: what is to be in one, and how far it is.
create table delivery_export (
  id uuid primary key,
  -- The member of staff who asked for it, and who alone may fetch it.
  staff_id uuid not null,
  requested_by text not null,
  -- running, finished, failed or canceled
  state text not null default 'running',
  -- As the list of deliveries takes it, with both ends of its time; applications by id.
  filter jsonb not null,
  -- none, masked or full. A file holds no payload: they are added while it is fetched.
  payloads text not null,
  -- Where reading goes on, as an iterator of the list.
  cursor text,
  row_count integer not null default 0,
  part_count integer not null default 0,
  -- True when there was more than a file holds.
  is_cut boolean not null default false,
  -- Of a text: payloads older than this were not searched.
  searched_since timestamptz,
  error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz
);
-- The exports of one member of staff, newest first.
create index delivery_export_staff_idx on delivery_export (staff_id, id desc);

-- Rows of an export: a JSON object on each line, gzip.
create table delivery_export_part (
  export_id uuid not null references delivery_export (id) on delete cascade,
  number integer not null,
  data bytea not null,
  primary key (export_id, number)
);
-- Compressed already.
alter table delivery_export_part alter column data set storage external;
