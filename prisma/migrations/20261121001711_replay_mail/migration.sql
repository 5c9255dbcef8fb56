-- Who asked for a task, besides their name then: "staff <uuid>", "apiKey <uuid>" or "portal <uuid>". Null: the service itself,
-- or it was asked for before this was kept.
alter table background_task add column requested_by_id text;
