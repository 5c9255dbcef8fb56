-- What a worker last knew of the egress proxy: since when nothing gets through it, and what it said. Null while it works.
alter table worker
  add column proxy_failing_since timestamptz,
  add column proxy_says text;
