-- The end of a lease has a column of its own, in no index: taking a delivery and letting it go are updates in place
-- (HOT), and the due time of a delivery stays what it is while somebody holds it.
alter table delivery add column lease_until timestamptz;
