-- Portals in other products' pages, and in their colours.

-- How the portal of a link looks and speaks, and which sites may show it in a frame (lib/contract/authentication.ts,
-- PortalView); null leaves it all to the reader and the installation.
alter table portal_link add column view jsonb;
alter table portal_session add column view jsonb;

-- Every look that was published, the newest is in force. Rows are never changed, so that there is a way back.
create table branding (
  id uuid primary key,
  organization_id text not null,
  -- Null is every application of the organization; what a row with an application leaves out follows that one.
  application_id uuid references application (id),
  -- As on the wire; null takes the look back.
  settings jsonb,
  created_by text not null,
  created_at timestamptz not null default now()
);
-- The newest of an organization or an application, and the history from there.
create index branding_newest_idx on branding (organization_id, application_id, id desc);

-- Logos and favicons by the hash of their bytes, which is their address.
create table brand_asset (
  organization_id text not null,
  hash text not null,
  media_type text not null,
  content bytea not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, hash)
);
-- A browser asks by the address alone.
create index brand_asset_hash_idx on brand_asset (hash);
