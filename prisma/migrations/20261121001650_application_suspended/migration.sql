-- A customer whom the operator holds: messages are refused, deliveries wait, nothing is lost.
alter table application add column suspended_at timestamptz;
