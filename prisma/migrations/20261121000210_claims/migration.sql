-- What is pending falls into four kinds, each found on an index of its own. A row is in exactly one of them by what it is, not
-- by how its endpoint is set at the moment, so that a change of the endpoint cannot hide it.
alter table delivery_pending alter column trigger set default 0;
alter table delivery_pending alter column trigger set not null;

drop index delivery_pending_due_idx;
-- The usual kind: what is due of an endpoint, oldest first. The sweep skips from endpoint to endpoint on it.
create index delivery_pending_due_idx on delivery_pending (endpoint_id, next_at, id)
  where trigger = 0 and sequence is null and batch_id is null;
-- What a person asked for, replays and tests: not behind a backlog, and not held by a pause or an open breaker.
create index delivery_pending_asked_idx on delivery_pending (endpoint_id, next_at, id) where trigger <> 0;
-- The line of an endpoint that wants strict order.
create index delivery_pending_line_idx on delivery_pending (endpoint_id, sequence, id)
  where trigger = 0 and sequence is not null and batch_id is null;
-- Batches that were tried: they stay together.
create index delivery_pending_batch_idx on delivery_pending (endpoint_id, next_at, batch_id) where trigger = 0 and batch_id is not null;
