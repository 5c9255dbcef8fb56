/** Before the name of the organization that it belongs to. No key or token can carry such a name. */
const PREFIX = "operational:";

/**
 * The organization of an organization's operational webhooks: their application and event types are there, where
 * neither its API keys nor its lists of customers reach.
 */
export function operationalOrganizationOf(organizationId: string): string {
  return organizationId.startsWith(PREFIX) ? organizationId : PREFIX + organizationId;
}

/** The organization behind: an operational one belongs to somebody. */
export function owningOrganizationOf(organizationId: string): string {
  return organizationId.startsWith(PREFIX) ? organizationId.slice(PREFIX.length) : organizationId;
}

/** Whether an organization is an operational one. */
export const isOperationalOrganization = (organizationId: string) => organizationId.startsWith(PREFIX);

/** Whether this column names an operational organization, in SQL; the words are those of its index. */
export const isOperational = (column: string) => `starts_with(${column}, '${PREFIX}')`;

/**
 * Customers that a list or a figure is about, as a condition: those of one organization or, where the placeholder is
 * null, of all of them. The operator's own operational webhooks are no customer.
 */
export const ofCustomers = (column: string, placeholder: string) =>
  `(case when ${placeholder}::text is null then not ${isOperational(column)} else ${column} = ${placeholder}::text end)`;

/** The same for Prisma. @param organizationId undefined for all */
export function customersOf(organizationId: string | undefined) {
  return { organizationId: organizationId ?? { not: { startsWith: PREFIX } } };
}
