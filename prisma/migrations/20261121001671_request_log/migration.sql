-- The last requests to the API: of each key a thousand that went well, ten thousand that did not, and nothing older than a
-- week. Written beside the requests, in batches; never a body, a header of credentials or a query string.
create table api_request (
  id uuid primary key,
  at timestamptz not null,
  -- Null for a credential that we do not know, and for compatible tokens.
  api_key_id uuid,
  organization_id text,
  method text not null,
  -- As in the contract, /app/{app_id}/msg; null for a path that there is not.
  route text,
  path text not null,
  status smallint not null,
  duration_ms real not null,
  -- first, repeated or reused; null without a key.
  idempotency text,
  request_bytes integer,
  response_bytes integer,
  -- The answer of a request that failed.
  problem text,
  request_id text not null,
  remote_address text,
  user_agent text,
  -- Last characters of a credential that we do not know.
  credential_end text,
  -- Requests of this key and outcome that were left out since the one before.
  left_out integer not null default 0
);
-- The log of a key, newest first, by what came of it; the same find what goes beyond the bounds.
create index api_request_succeeded_idx on api_request (api_key_id, id desc) where status < 400;
create index api_request_failed_idx on api_request (api_key_id, id desc) where status >= 400;
