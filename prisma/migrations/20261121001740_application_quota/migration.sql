-- What the operator allows this application in place of the setting of the installation; null: the setting.
alter table application
  add column max_endpoints int check (max_endpoints between 1 and 250),
  add column messages_per_second int check (messages_per_second between 1 and 1000000),
  add column max_payload_bytes int check (max_payload_bytes between 1 and 1048576);

-- Each web process reads those of its own every few seconds: lib/domain/quotas/known.ts.
create index application_own_quota on application (id)
  where messages_per_second is not null or max_payload_bytes is not null;
