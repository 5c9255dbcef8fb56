-- What staff sees of a worker, and may tell it.
alter table worker
  add column host text not null default '',
  -- Somebody asked it to take on nothing more; null while it works.
  add column drain_at timestamptz,
  add column drain_by text,
  -- It has obeyed: from then on it claims nothing.
  add column drained_at timestamptz,
  -- Of its connections to this database: { busy, open, waiting, most }.
  add column connections jsonb;

-- How the system did, every ten seconds for a day: what charts are drawn from.
create table system_sample (
  at timestamptz primary key,
  -- Null until the worker that took the place has read the figures, which is never if it died meanwhile.
  due integer,
  oldest_due_seconds real,
  -- PostgreSQL's own counters of inserted rows: only the difference of two means something.
  deliveries_in bigint,
  deliveries_out bigint,
  tries bigint,
  p50_ms integer,
  p95_ms integer,
  p99_ms integer
);
