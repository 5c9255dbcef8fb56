-- What few messages ask for, apart from the messages: the others pay nothing for it.
create table message_option (
  message_id uuid primary key,
  application_id uuid not null,
  -- When the payload is erased; null: with the message.
  payload_expires_at timestamptz,
  -- JSON that transformations of endpoints are given, as text.
  transformations_params text
);
-- Payloads to erase now.
create index message_option_expires_idx on message_option (payload_expires_at) where payload_expires_at is not null;
