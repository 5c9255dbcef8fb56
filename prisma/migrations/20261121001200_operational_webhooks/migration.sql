-- Operational webhooks are endpoints of an application of the installation itself: one for each organization, in an
-- organization of its own, which no API key has (lib/domain/operational-webhooks/organization.ts).

-- One each, however many requests make it at once; lists of customers leave these out by it.
create unique index application_operational_key on application (organization_id)
  where starts_with(organization_id, 'operational:') and deleted_at is null;
