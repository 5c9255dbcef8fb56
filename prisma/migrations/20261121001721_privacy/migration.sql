-- Values of payloads that are shown to nobody, and payloads that go once they have arrived.

alter table application
  -- RedactionRule[] as on the wire.
  add column redaction jsonb not null default '[]',
  add column wipes_after_success boolean not null default false,
  -- Up to where its messages have been looked through for such that are to be wiped.
  add column wipe_mark uuid;
-- Every process keeps these in memory.
create index application_privacy_idx on application (id) where redaction <> '[]' or wipes_after_success;

alter table message_option
  -- As the message asks for; null: as its application has it.
  add column wipes boolean,
  -- When it is looked at next whether all its deliveries have succeeded; null: it is not to be wiped, or has been.
  add column wipe_look_at timestamptz,
  -- Why there is no payload: wiped or expired. The row then stays as long as the message.
  add column payload_gone text;
-- What is to be looked at next.
create index message_option_wipe_idx on message_option (wipe_look_at) where wipe_look_at is not null;
