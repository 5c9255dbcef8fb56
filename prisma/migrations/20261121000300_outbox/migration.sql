-- The transactional outbox: an event written in the operator's own transaction. What operators call is posthorn.emit;
-- the rest of the schema belongs to it. Everything is named with its schema, because emit runs with our rights under
-- a caller's session.

create schema if not exists posthorn;

-- Events that were emitted and not yet taken over: the worker moves them on within moments of their commit.
create table posthorn.outbox (
  position bigint generated always as identity primary key,
  message_id uuid not null,
  organization_id text not null,
  application_id uuid not null,
  event_type text not null,
  event_id text collate "C",
  -- The exact text, as in message.
  payload text not null,
  channels text[],
  tags text[],
  deliver_at timestamptz,
  emitted_at timestamptz not null default clock_timestamp(),
  -- The worker could not take it over, and why; it is kept and no longer in the line.
  failed_at timestamptz,
  failure text
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.2);
-- The line, oldest first.
create index outbox_line_idx on posthorn.outbox (position) where failed_at is null;
-- A second emit of an event id waits here for the first one's transaction, and nobody else does.
create unique index outbox_event_id_key on posthorn.outbox (application_id, event_id) where failed_at is null and event_id is not null;

-- Bound to the tables by identity: emit finds them whatever schema they are in.
create view posthorn.known_application as select id, organization_id, uid from application where deleted_at is null;
create view posthorn.known_event_id as select application_id, event_id, message_id from message_event_id;
create function posthorn.new_uuid() returns uuid language sql volatile begin atomic select uuid_v7(); end;

-- ---------------------------------------------------------------- ids as on the wire (lib/ids.ts)

create function posthorn.crc32(data bytea) returns bigint
language plpgsql immutable strict parallel safe
as $$
declare
  halves constant bigint[] := array[0, 498536548, 997073096, 651767980, 1994146192, 1802195444, 1303535960, 1342533948,
    3988292384, 4027552580, 3604390888, 3412177804, 2607071920, 2262029012, 2685067896, 3183342108];
  crc bigint := 4294967295;
begin
  for i in 0 .. length(data) - 1 loop
    crc := crc # get_byte(data, i);
    crc := halves[(crc & 15) + 1] # (crc >> 4);
    crc := halves[(crc & 15) + 1] # (crc >> 4);
  end loop;
  return crc # 4294967295;
end
$$;

-- 128 bits and a checksum of 32 as 27 digits of base 62, nine at a time: as many as a bigint holds.
create function posthorn.format_id(prefix text, id uuid) returns text
language plpgsql immutable strict parallel safe
as $$
declare
  digits constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  nine constant numeric := 13537086546263552;
  word constant numeric := 4294967296;
  hex constant text := replace(id::text, '-', '');
  value numeric := 0;
  part bigint;
  written text := '';
begin
  for i in 0 .. 3 loop
    value := value * word + ('x' || substr(hex, i * 8 + 1, 8))::bit(32)::bigint;
  end loop;
  value := value * word + posthorn.crc32(convert_to(prefix, 'UTF8') || uuid_send(id));
  for i in 1 .. 3 loop
    part := mod(value, nine);
    value := div(value, nine);
    for j in 1 .. 9 loop
      written := substr(digits, (part % 62)::integer + 1, 1) || written;
      part := part / 62;
    end loop;
  end loop;
  return prefix || written;
end
$$;

-- null when prefix, length, alphabet or checksum is wrong.
create function posthorn.parse_id(prefix text, id text) returns uuid
language plpgsql immutable strict parallel safe
as $$
declare
  digits constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  nine constant numeric := 13537086546263552;
  word constant numeric := 4294967296;
  given constant text := substr(id, length(prefix) + 1);
  value numeric := 0;
  part bigint;
  checksum numeric;
  hex text := '';
begin
  if not starts_with(id, prefix) or given collate "C" !~ '^[0-9A-Za-z]{27}$' then
    return null;
  end if;
  for i in 0 .. 2 loop
    part := 0;
    for j in 1 .. 9 loop
      part := part * 62 + strpos(digits, substr(given, i * 9 + j, 1)) - 1;
    end loop;
    value := value * nine + part;
  end loop;
  checksum := mod(value, word);
  value := div(value, word);
  if value >= 340282366920938463463374607431768211456 then
    return null;
  end if;
  for i in 1 .. 4 loop
    hex := lpad(to_hex(mod(value, word)::bigint), 8, '0') || hex;
    value := div(value, word);
  end loop;
  if posthorn.crc32(convert_to(prefix, 'UTF8') || decode(hex, 'hex')) <> checksum then
    return null;
  end if;
  return hex::uuid;
end
$$;

-- ---------------------------------------------------------------- what emit refuses

create function posthorn.refuse(code text, field text, says text, advice text) returns void
language plpgsql
as $$
begin
  raise exception using errcode = code, message = says, hint = advice, column = field, schema = 'posthorn', table = 'outbox';
end
$$;

-- The same rules as lib/contract/message.ts.
create function posthorn.check_fields(event_type text, event_id text, channels text[], tags text[], deliver_at timestamptz) returns void
language plpgsql
as $$
begin
  if event_type is null or length(event_type) > 256 or event_type collate "C" !~ '^[a-zA-Z0-9_.-]+$' then
    perform posthorn.refuse('PH422', 'event_type', 'The event type is not valid.',
      'A dotted name of 1 to 256 letters, digits, - _ and ., such as invoice.paid.');
  end if;
  if length(event_id) > 256 or event_id collate "C" !~ '^[a-zA-Z0-9_.-]+$' then
    perform posthorn.refuse('PH422', 'event_id', 'The event id is not valid.', '1 to 256 letters, digits, - _ and . only.');
  end if;
  if cardinality(channels) not between 1 and 10
    or exists (select from unnest(channels) as c(name) where name is null or length(name) > 128 or name collate "C" !~ '^[a-zA-Z0-9_.:+-]+$') then
    perform posthorn.refuse('PH422', 'channels', 'The channels are not valid.',
      'Null, or 1 to 10 names of at most 128 letters, digits, - _ . : and + each.');
  end if;
  if cardinality(tags) > 5 or exists (select from unnest(tags) as t(name) where name is null or length(name) not between 1 and 128) then
    perform posthorn.refuse('PH422', 'tags', 'The tags are not valid.', 'Null, or at most 5 texts of 1 to 128 characters each.');
  end if;
  if deliver_at > clock_timestamp() + interval '24 hours' or deliver_at < 'epoch' then
    perform posthorn.refuse('PH422', 'deliver_at', 'The delivery time is not valid.', 'At most 24 hours ahead.');
  end if;
end
$$;

create function posthorn.check_payload(payload text) returns void
language plpgsql
as $$
declare
  kind text;
begin
  if octet_length(payload) > 1048576 then
    perform posthorn.refuse('PH413', 'payload', format('The payload has %s bytes; the limit is 1048576.', octet_length(payload)),
      'Send a reference to what is large, not the thing itself.');
  end if;
  begin
    kind := json_typeof(payload::json);
  exception when invalid_text_representation or untranslatable_character or statement_too_complex then
    perform posthorn.refuse('PH422', 'payload', 'The payload is not valid JSON.', 'A JSON object, such as {"amount": 1200}.');
  end;
  if kind is distinct from 'object' then
    perform posthorn.refuse('PH422', 'payload', 'The payload is not a JSON object.', 'A JSON object, such as {"amount": 1200}.');
  end if;
end
$$;

-- ---------------------------------------------------------------- emit

-- Runs with the rights of its caller: of any use to posthorn.emit only.
create function posthorn.put(
  p_application text, p_event_type text, p_payload text, p_event_id text, p_channels text[], p_tags text[], p_deliver_at timestamptz
) returns text
language plpgsql
as $$
declare
  owner_id uuid;
  owner_organization text;
  id uuid := posthorn.new_uuid();
  earlier uuid;
begin
  perform posthorn.check_fields(p_event_type, p_event_id, p_channels, p_tags, p_deliver_at);
  perform posthorn.check_payload(p_payload);
  owner_id := posthorn.parse_id('app_', p_application);
  if owner_id is not null then
    select a.organization_id into owner_organization from posthorn.known_application a where a.id = owner_id;
  else
    select a.id, a.organization_id into owner_id, owner_organization from posthorn.known_application a
    where a.organization_id = 'org_default' and a.uid = p_application;
  end if;
  if owner_organization is null then
    perform posthorn.refuse('PH404', 'application', format('There is no application %s.', coalesce(quote_literal(left(p_application, 64)), 'null')),
      'The id (app_…) or the uid of an application that exists and was not deleted.');
  end if;

  -- An event id is here, or taken over, or new; between two looks it can be taken over, so look again.
  for i in 1 .. 10 loop
    if p_event_id is not null then
      select e.message_id into earlier from posthorn.known_event_id e where e.application_id = owner_id and e.event_id = p_event_id;
      if not found then
        select o.message_id into earlier from posthorn.outbox o
        where o.application_id = owner_id and o.event_id = p_event_id and o.failed_at is null;
      end if;
      if found then
        return posthorn.format_id('msg_', earlier);
      end if;
    end if;
    insert into posthorn.outbox (message_id, organization_id, application_id, event_type, event_id, payload, channels, tags, deliver_at)
    values (id, owner_organization, owner_id, p_event_type, p_event_id, p_payload,
      case when p_channels is not null then array(select unnest(p_channels)) end,
      case when p_tags is not null then array(select unnest(p_tags)) end, p_deliver_at)
    on conflict (application_id, event_id) where failed_at is null and event_id is not null do nothing;
    continue when not found;
    if p_event_id is not null then
      -- The place may have been free because the worker has just taken the first one over.
      select e.message_id into earlier from posthorn.known_event_id e where e.application_id = owner_id and e.event_id = p_event_id;
      if found then
        delete from posthorn.outbox o where o.message_id = id and o.application_id = owner_id and o.event_id = p_event_id;
        return posthorn.format_id('msg_', earlier);
      end if;
    end if;
    perform pg_notify('posthorn_outbox', '');
    return posthorn.format_id('msg_', id);
  end loop;
  raise exception using errcode = 'serialization_failure', message = 'This event id is being emitted by others.', hint = 'Run the transaction again.';
end
$$;

-- One for each way to hold JSON. A parameter without a type is taken as text, which is sent as it is; json keeps its
-- text too, jsonb is written anew by PostgreSQL.
create function posthorn.emit(
  application text, event_type text, payload text,
  event_id text default null, channels text[] default null, tags text[] default null, deliver_at timestamptz default null
) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select posthorn.put(application, event_type, payload, event_id, channels, tags, deliver_at) $$;

create function posthorn.emit(
  application text, event_type text, payload json,
  event_id text default null, channels text[] default null, tags text[] default null, deliver_at timestamptz default null
) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select posthorn.put(application, event_type, payload::text, event_id, channels, tags, deliver_at) $$;

create function posthorn.emit(
  application text, event_type text, payload jsonb,
  event_id text default null, channels text[] default null, tags text[] default null, deliver_at timestamptz default null
) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select posthorn.put(application, event_type, payload::text, event_id, channels, tags, deliver_at) $$;

-- What could not be taken over; kept as long as messages are.
create view posthorn.outbox_failed as
select position, posthorn.format_id('msg_', message_id) as message_id, posthorn.format_id('app_', application_id) as application_id,
  event_type, event_id, failure as reason, emitted_at, failed_at, payload
from posthorn.outbox where failed_at is not null;

-- Whom the operator grants it, and nobody else.
revoke all on all functions in schema posthorn from public;
