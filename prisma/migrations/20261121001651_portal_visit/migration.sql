-- Staff look at what a customer sees: a session of its own kind, bound to one member of staff, and what they opened in it.
alter table portal_session
  add column staff_id uuid references staff (id),
  add column came_from text,
  add column page_count integer not null default 0,
  add column last_page text;
