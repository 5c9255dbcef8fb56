-- Conditions on the payload that an endpoint sets (lib/contract/filter.ts). They are judged by the process that takes a
-- message, not here; `filter_stamp` tells the ingest statement whether they were judged as they are now. Each change of a
-- filter of the application takes the next number, so a number means one set of filters of one application; null: none
-- of its endpoints has ever had one.
create sequence filter_stamp_seq;
alter table application add column filter_stamp bigint;
alter table endpoint add column filter jsonb;

-- Filters as they were: a verdict is a place in a filter, so it can be put into words when the filter has changed since.
create table endpoint_filter (
  endpoint_id uuid not null references endpoint (id),
  -- The stamp from which on it holds, until the endpoint's next.
  stamp bigint not null,
  -- null: from here on none.
  filter jsonb,
  created_at timestamptz not null default now(),
  primary key (endpoint_id, stamp)
);
-- Retention looks for those that something newer has followed.
create index endpoint_filter_created_idx on endpoint_filter (created_at);

-- Of which filters a verdict speaks; only of messages that one of them kept from an endpoint.
alter table message add column filter_stamp bigint;

-- `routing_verdict`, and after it what the filter says: 100 and the place of the clause that failed. Subscription and
-- channels come first, so that the verdict names what is nearest to the cause.
create function filtered_verdict(patterns text[], endpoint_channels text[], disabled boolean, event_type text, message_channels text[], clause smallint) returns smallint
language sql immutable parallel safe
as $$
  select case
    when routing_verdict(patterns, endpoint_channels, disabled, event_type, message_channels) > 1 or clause is null
      then routing_verdict(patterns, endpoint_channels, disabled, event_type, message_channels)
    else (100 + clause)::smallint
  end
$$;
