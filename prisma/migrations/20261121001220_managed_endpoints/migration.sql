-- Who looks after an endpoint, when it is not the people who see it: `environment` is the server's settings, which
-- change it at each start; `test` is a test of a URL, which removes it when it is over.
alter table endpoint add column managed_by text constraint endpoint_managed_by_check check (managed_by in ('environment', 'test'));
