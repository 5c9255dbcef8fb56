-- Of a key pair (Ed25519) the half that receivers verify with, whpk_…; null for a shared secret.
alter table endpoint_secret add column public_key text;
