-- Files of everything that one application has. They belong to the application, not to one member of staff.
alter table delivery_export
  -- Null: deliveries of a filter, for the member of staff who asked for them.
  add column application_id uuid,
  alter column staff_id drop not null;
-- The exports of one application, newest first.
create index delivery_export_application_idx on delivery_export (application_id, id desc) where application_id is not null;
