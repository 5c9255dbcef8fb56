-- Where a request came from, and what its author gave as the reason.
alter table audit_log add column remote_address text, add column reason text;

-- Listing by what is looked for most: somebody, something.
create index audit_log_actor_idx on audit_log (actor_id, id desc);
create index audit_log_object_idx on audit_log (object_id, id desc);

-- Rows are written and read, nothing else. What removes them says so within its transaction, and leaves a row itself.
create function posthorn.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('posthorn.purges_audit_log', true) = 'on' then
    return old;
  end if;
  raise exception 'The audit log takes no %: entries are only ever added.', lower(tg_op)
    using errcode = 'insufficient_privilege', hint = 'posthorn.purge_audit_log removes entries for good.';
end;
$$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function posthorn.refuse_audit_change();
create trigger audit_log_keeps before truncate on audit_log
  for each statement execute function posthorn.refuse_audit_change();
revoke update, delete, truncate on audit_log from public;

-- Removes what is older, of one application or of all, and writes down how many. With the rights of the owner, so that
-- an operator's service role needs none on the table but insert and select.
create function posthorn.purge_audit_log(older_than timestamptz, application uuid default null) returns bigint
language plpgsql security definer as $$
declare
  removed bigint;
begin
  perform set_config('posthorn.purges_audit_log', 'on', true);
  delete from audit_log where id < uuid_v7_floor(older_than) and (application is null or application_id = application);
  get diagnostics removed = row_count;
  perform set_config('posthorn.purges_audit_log', '', true);
  if removed > 0 then
    insert into audit_log (id, application_id, actor_kind, actor_label, action, object_kind, change)
    values (uuid_v7(), application, 'system', session_user, 'audit_log.purged', 'audit_log',
      jsonb_build_object('after', jsonb_build_object('olderThan', older_than, 'removed', removed)));
  end if;
  return removed;
end;
$$;
revoke execute on function posthorn.purge_audit_log(timestamptz, uuid) from public;
-- Our tables may be in another schema than public, and nobody's temporary table takes their place.
do $$
begin
  execute format('alter function posthorn.purge_audit_log(timestamptz, uuid) set search_path = %I, pg_temp', current_schema());
end;
$$;
