-- What a key may do (lib/contract/scopes.ts; '*' is everything, as keys before had it), from where, and for whom.
alter table api_key alter column scopes set default '{*}';
update api_key set scopes = '{*}' where cardinality(scopes) = 0;
alter table api_key
  add constraint api_key_scopes_check check (cardinality(scopes) > 0),
  -- CIDRs; empty is everywhere.
  add column networks text[] not null default '{}',
  -- null is every application of the organization.
  add column application_id uuid references application (id);
