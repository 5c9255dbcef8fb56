-- How requests prove to a receiver that they are ours. `authentication` is what may be shown: kinds, names, last characters, dates.
-- The values themselves are sealed, and on the endpoint only: a version keeps what its tries show, not what opened the door then.
alter table endpoint add column authentication jsonb, add column authentication_sealed text;
alter table endpoint_version add column authentication jsonb;

-- Of tries with an access token: 0 it was fetched before the request, 1 it was renewed because the receiver answered 401; null when
-- one that was at hand did. And how long that took.
alter table attempt_request add column token_use smallint, add column token_ms real;
