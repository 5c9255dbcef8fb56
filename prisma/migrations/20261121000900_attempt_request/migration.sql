-- What a try sent, where that does not follow from its message and the version of its endpoint: formats, headers made for one try,
-- another method or URL. Tries that send the message as it is have no row.
create table attempt_request (
  -- of the attempt
  id uuid not null primary key,
  method text not null,
  url text not null,
  -- [[name, value], …] as JSON, in the order in which they were sent; what is secret is masked
  headers text not null,
  -- 0 the message's own bytes, found there; 1 the bytes in body; 2 not kept, because the endpoint's requests are not logged
  body_kind smallint not null,
  -- The exact bytes. With kind 1, null means that they were removed since.
  body bytea
) partition by range (id);
create table posthorn_partitions.attempt_request_other partition of attempt_request default;

-- Tries of this version send something else than the message as it is: without a row in attempt_request nobody knows what.
alter table endpoint_version add column composed boolean not null default false;
-- What of the delivery options shows in the headers of a plain request; null in versions of before, which did not keep it.
alter table endpoint_version add column header_options jsonb;

-- As before, for every table that has a catch-all partition: a new log needs no new version of this function.
create or replace function create_partitions(first_day date, last_day date) returns integer
language plpgsql
as $$
declare
  day date;
  parent text;
  child text;
  made integer := 0;
begin
  for day in select generate_series(first_day, last_day, interval '1 day')::date loop
    for parent in
      select p.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
      where c.relnamespace = 'posthorn_partitions'::regnamespace and c.relname = p.relname || '_other'
    loop
      child := format('%s_%s', parent, to_char(day, 'YYYYMMDD'));
      if to_regclass('posthorn_partitions.' || quote_ident(child)) is null then
        execute format('create table posthorn_partitions.%I partition of %I for values from (%L) to (%L)', child, parent,
          uuid_v7_floor(day::timestamp at time zone 'UTC'), uuid_v7_floor((day + 1)::timestamp at time zone 'UTC'));
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$$;

select create_partitions((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 7);
