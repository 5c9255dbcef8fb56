-- The key that took its place; from then on it works for the overlap only.
alter table api_key add column replaced_by uuid references api_key (id);
