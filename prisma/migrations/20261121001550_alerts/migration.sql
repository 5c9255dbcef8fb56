-- Alerts for customers: who gets them, what there is to tell each, and the e-mails and posts that carry it. What there is
-- to tell is written by the transaction that it is about, or by a look at the facts; workers send afterwards.

create table alert_recipient (
  id uuid primary key,
  application_id uuid not null references application (id),
  -- email, slack or webhook
  kind text not null,
  -- In lower case; null unless it is one of an e-mail.
  email text,
  -- The URL of the others is a secret in itself; its origin may be shown.
  url_sealed text,
  url_origin text,
  -- What posts to a webhook are signed with.
  secret_sealed text,
  -- Kinds of alerts (lib/contract/alert.ts).
  alerts text[] not null,
  locale text not null,
  time_zone text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- When the last link to confirm the address was asked for, and when it was opened.
  confirm_requested_at timestamptz,
  confirmed_at timestamptz,
  unsubscribed_at timestamptz,
  deleted_at timestamptz
);
-- One row for an address, a deleted one too: who unsubscribed stays so, whoever adds the address again.
create unique index alert_recipient_email_key on alert_recipient (application_id, email) where email is not null;
-- Those of an application.
create index alert_recipient_application_idx on alert_recipient (application_id, id) where deleted_at is null;
-- How often an address was written to, whichever application asked for it.
create index alert_recipient_email_idx on alert_recipient (email) where email is not null;

-- An e-mail or a post: a row that waits until a worker has sent it.
create table alert_dispatch (
  id uuid primary key,
  application_id uuid not null references application (id),
  recipient_id uuid not null references alert_recipient (id) on delete cascade,
  -- confirm, test, alerts or weekly_summary
  purpose text not null,
  -- 0 waits, 1 sent, 2 given up
  state smallint not null default 0,
  tries integer not null default 0,
  -- When to try, or from when on a try that nobody reported is made again.
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  error text
);
-- What is due.
create index alert_dispatch_due_idx on alert_dispatch (next_at) where state = 0;
-- What an application's recipients got, newest first.
create index alert_dispatch_application_idx on alert_dispatch (application_id, id);
-- When a recipient got the last one.
create index alert_dispatch_recipient_idx on alert_dispatch (recipient_id, id);

-- One fact for one recipient.
create table alert (
  id uuid primary key,
  application_id uuid not null references application (id),
  recipient_id uuid not null references alert_recipient (id) on delete cascade,
  endpoint_id uuid,
  kind text not null,
  -- Tells the fact from others: nobody is told of one twice.
  fact_key text not null,
  -- As it was then (lib/domain/alerts/facts.ts).
  facts jsonb not null,
  created_at timestamptz not null default now(),
  -- What it went with; null while it waits for that.
  dispatch_id uuid references alert_dispatch (id) on delete cascade
);
create unique index alert_fact_key on alert (recipient_id, fact_key);
-- What waits for an e-mail or a post.
create index alert_waiting_idx on alert (recipient_id, id) where dispatch_id is null;
-- What one of them carries.
create index alert_dispatch_idx on alert (dispatch_id);
-- When a recipient was last told that an endpoint fails.
create index alert_endpoint_idx on alert (endpoint_id, recipient_id, created_at);

-- Certificates that end within the time of the first warning.
create index endpoint_health_certificate_idx on endpoint_health (certificate_not_after) where certificate_not_after is not null;
