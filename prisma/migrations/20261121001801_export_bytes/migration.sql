-- What the parts of an export take up, compressed: files are stored in the database, and must not fill its disk.
alter table delivery_export add column bytes bigint not null default 0;
