import type { AppPortalAccessIn, AppPortalAccessOut, PortalView } from "@/lib/contract/authentication.ts";
import { CAPABILITIES, type Capability } from "@/lib/contract/operation.ts";
import { parseOrigin } from "@/lib/contract/origin.ts";
import { hashToken, newToken } from "@/lib/crypto.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { env } from "@/lib/env.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const DEFAULT_SECONDS = 7 * 24 * 3600;

/** What takes an engineer in the console, too. */
const OF_ENGINEERS: readonly Capability[] = ["ViewEndpointSecret", "ManageEndpointSecret", "ManageTransformations"];

/**
 * Without the right to look at it a portal has no first page, so every set of capabilities holds ViewBase. Support gets no
 * more in a portal than in the console.
 * @throws Forbidden when support asks for more by name
 */
function capabilitiesOf(
  ctx: Context,
  { capabilities, readOnly }: Pick<AppPortalAccessIn, "capabilities" | "readOnly">,
): Capability[] {
  if (readOnly) return ["ViewBase"];
  if (capabilities?.some((one) => OF_ENGINEERS.includes(one))) requireStaffRole(ctx, "engineer");
  if (capabilities) return [...new Set<Capability>(["ViewBase", ...capabilities])];
  const isSupport = ctx.actor.kind === "staff" && ctx.actor.role === "support";
  return CAPABILITIES.filter((one) => !isSupport || !OF_ENGINEERS.includes(one));
}

/**
 * Makes a single-use portal link and, beside it, a bearer token of the same rights. Code and token are stored hashed
 * and are in this answer only. The code stands in the fragment, which browsers send to no server and no log.
 */
export async function createPortalLink(
  ctx: Context,
  input: Omit<AppPortalAccessIn, "application"> & { applicationId: string },
): Promise<AppPortalAccessOut> {
  requireOperator(ctx, "support");
  const { applicationId } = input;
  const seconds = input.expiry ?? DEFAULT_SECONDS;
  const expiresAt = new Date(Date.now() + seconds * 1000);
  const code = newToken("");
  const token = newToken("ph_portal_");
  const id = newUuid();
  const shared = {
    applicationId,
    capabilities: capabilitiesOf(ctx, input),
    featureFlags: input.featureFlags ?? [],
    label: input.sessionId ?? null,
    view: viewOf(input),
    expiresAt,
  };

  await withTransaction(ctx, async (tx) => {
    const link = { next: input.next ?? null, sessionSeconds: seconds, createdBy: ctx.actor.label };
    await tx.portalLink.create({ data: { ...shared, ...link, id, codeHash: bytes(hashToken(code)) } });
    await tx.portalSession.create({
      data: { ...shared, id: newUuid(), tokenHash: bytes(hashToken(token)), kind: "token" },
    });
    await recordAudit(ctx, tx, {
      action: "portal_link.created",
      applicationId,
      objectKind: "portal_link",
      objectId: formatId("portalLink", id),
      change: { after: { capabilities: shared.capabilities, label: shared.label, ...shared.view, expiresAt } },
    });
  });
  // The id opens nothing: by it the headers of the page are found, which are sent before the code is.
  return { url: `${env().PORTAL_URL}/portal/enter?l=${formatId("portalLink", id)}#k=${code}`, token };
}

function viewOf({ theme, locale, embedOrigins }: PortalView): PortalView {
  // As browsers write them: a header compares letter by letter.
  const origins = embedOrigins?.map(parseOrigin).filter((origin) => origin !== null);
  return { theme: theme ?? null, locale: locale ?? null, embedOrigins: origins ? [...new Set(origins)] : null };
}

/** Prisma's type of bytea is an array that owns its buffer. */
function bytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}
