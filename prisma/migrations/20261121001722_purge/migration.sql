-- When everything of a customer goes, the audit log keeps who did what and when, and loses everything that was said about it.

create or replace function posthorn.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('posthorn.purges_audit_log', true) = 'on' then
    return old;
  end if;
  if tg_op = 'UPDATE' and current_setting('posthorn.strips_audit_log', true) = 'on' then
    return new;
  end if;
  raise exception 'The audit log takes no %: entries are only ever added.', lower(tg_op)
    using errcode = 'insufficient_privilege', hint = 'posthorn.purge_audit_log removes entries for good.';
end;
$$;

-- Takes content and names out of a part of the entries of a purged application, those that were made by or about the things
-- named (ids as on the wire) among them. Staff and ids stay. Answers how many; fewer than asked for is the end.
create function posthorn.strip_audit_log(application uuid, things text[], most integer) returns integer
language plpgsql security definer as $$
declare
  stripped integer;
begin
  if exists (select from application a where a.id = application and a.deleted_at is null) then
    raise exception 'The application is in use.';
  end if;
  perform set_config('posthorn.strips_audit_log', 'on', true);
  update audit_log set
    change = '{"purged": true}', reason = null,
    actor_label = case actor_kind when 'portal' then 'Customer' when 'apiKey' then 'API key' else actor_label end,
    remote_address = case when actor_kind = 'portal' then null else remote_address end,
    object_id = case when object_id ~ '^[a-z]+_[0-9A-Za-z]{27}$' then object_id end
  where id in (
    select id from audit_log where (application_id = application or object_id = any (things) or actor_id = any (things))
      and change is distinct from '{"purged": true}' and action not like 'application.purge%' limit most
  );
  get diagnostics stripped = row_count;
  perform set_config('posthorn.strips_audit_log', '', true);
  return stripped;
end;
$$;
revoke execute on function posthorn.strip_audit_log(uuid, text[], integer) from public;
do $$
begin
  execute format('alter function posthorn.strip_audit_log(uuid, text[], integer) set search_path = %I, pg_temp', current_schema());
end;
$$;
