import type { Capability, StaffRole } from "@/lib/contract/operation.ts";
import { hasRole } from "@/lib/contract/roles.ts";
import { db, type Tx } from "@/lib/db.ts";
import { isLostRace, RACES } from "@/lib/domain/lost-race.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import type { AllowList } from "@/lib/webhook/address.ts";

/** The organization of everything that is not brought by a compatible token of another one. */
export const DEFAULT_ORGANIZATION = "org_default";

/** What a key that may not do everything, everywhere and for everybody is limited to. */
export interface KeyLimits {
  scopes: readonly string[];
  /** Empty is everywhere. */
  networks: AllowList;
  /** null is every application of the organization. */
  applicationId: string | null;
}

/** Who is acting. Ids are UUIDs. */
export type Actor =
  | { kind: "apiKey"; id: string | null; label: string; organizationId: string; limits?: KeyLimits }
  | {
      kind: "portal";
      id: string;
      label: string;
      organizationId: string;
      applicationId: string;
      capabilities: readonly Capability[];
      featureFlags: readonly string[];
      /** The member of staff who looks at what this customer sees, and may change nothing. */
      visitorId?: string;
    }
  /** Of every organization, unless what they do is about one. */
  | { kind: "staff"; id: string; label: string; role: StaffRole; organizationId?: string; sessionId?: string }
  | { kind: "system"; label: string };

/** What is written down with a change besides; asked for only then. */
export interface Origin {
  /** Where the request comes from; null when unknown. */
  readonly remoteAddress: string | null;
  /** Why it was made, in the words of who made it. */
  readonly reason?: string | undefined;
}

export interface Context {
  actor: Actor;
  requestId: string;
  /** The span of what is being done, while its trace is recorded. */
  traceparent?: string | null;
  /** A member of staff who may asks to see values of payloads: payloads/view.ts. */
  reveals?: boolean;
  /** Of a request; what the service does by itself has none. */
  origin?: Origin;
  /** The transaction that verbs join when there is one. */
  tx?: Tx;
}

/**
 * The organization that a query is limited to; undefined for staff and system, who see every one.
 * As a Prisma `where` value, undefined is no condition.
 */
export function organizationOf(ctx: Context): string | undefined {
  return "organizationId" in ctx.actor ? ctx.actor.organizationId : undefined;
}

/** Where a new application or event type belongs. */
export function organizationForNew(ctx: Context): string {
  return organizationOf(ctx) ?? DEFAULT_ORGANIZATION;
}

/**
 * @throws NotFound when a portal session asks about an application other than its own: it may not learn that it exists.
 * @throws Forbidden when it lacks the capability.
 */
export function requirePortalAccess(ctx: Context, applicationId: string, capability: Capability): void {
  if (ctx.actor.kind !== "portal") return;
  if (ctx.actor.applicationId !== applicationId) throw new NotFound();
  if (!ctx.actor.capabilities.includes(capability)) throw new Forbidden();
}

/** @throws Forbidden when a member of staff has less than this role. */
export function requireStaffRole(ctx: Context, least: StaffRole): void {
  if (ctx.actor.kind !== "staff") return;
  if (!hasRole(ctx.actor.role, least)) throw new Forbidden();
}

/**
 * Runs in the caller's transaction when there is one, else in a new one: verbs compose. One that lost a race for locks
 * is run again from its beginning.
 */
export async function withTransaction<T>(ctx: Context, run: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.tx) return run(ctx.tx);
  for (let race = 1; ; race++) {
    try {
      return await db().$transaction(run);
    } catch (error) {
      if (race === RACES || !isLostRace(error)) throw error;
    }
  }
}
