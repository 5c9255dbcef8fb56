-- The span that made the message (W3C Trace Context), while traces are on: its tries belong below it.
alter table message_option add column traceparent text;
