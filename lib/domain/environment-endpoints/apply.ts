import { isDeepStrictEqual } from "node:util";
import type { Endpoint } from "@/generated/prisma/client.ts";
import { NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import { db, type Tx } from "@/lib/db.ts";
import { ensureDefaultApplication, findDefaultApplication } from "@/lib/domain/applications/default.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { insertEndpoint } from "@/lib/domain/endpoints/create.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { expireEndpointSecrets } from "@/lib/domain/endpoints/expire-secrets.ts";
import { changeOptions, readOptions } from "@/lib/domain/endpoints/options.ts";
import { updateEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { openHeaders, openSecret } from "@/lib/domain/endpoints/sealed.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { wantedEndpoints } from "@/lib/domain/environment-endpoints/wanted.ts";
import type { Env } from "@/lib/env.ts";
import { ProblemError } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { formatSecret, parseSecret } from "@/lib/webhook/secret.ts";

const ENVIRONMENT: Context = { actor: { kind: "system", label: "Environment" }, requestId: "environment" };

/** A setting that can be read and cannot be had; the message begins with its name. */
export class WrongSetting extends Error {}

type Wanted = ReturnType<typeof wantedEndpoints>[number];
export interface Applied {
  created: number;
  changed: number;
  removed: number;
}

/**
 * Makes the endpoints of the environment what the settings say. What is so already is left alone; of several processes
 * that start at once each waits for the one before, and finds nothing to do. One that was turned off stays off.
 * @throws WrongSetting naming the one that is wrong; nothing was changed
 */
export async function applyEnvironmentEndpoints(env: Env): Promise<Applied> {
  const wanted = wantedEndpoints(env);
  const applicationId =
    wanted.length > 0 ? await ensureDefaultApplication(ENVIRONMENT) : await findDefaultApplication(ENVIRONMENT);
  const applied = { created: 0, changed: 0, removed: 0 };
  if (!applicationId) return applied;
  await checkUrls(applicationId, wanted);

  await withTransaction(ENVIRONMENT, async (tx) => {
    Object.assign(applied, { created: 0, changed: 0, removed: 0 });
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('posthorn environment endpoints'))::text`;
    const known = await tx.endpoint.findMany({ where: { applicationId, managedBy: "environment", deletedAt: null } });
    for (const endpoint of known.filter(({ url }) => !wanted.some((one) => one.url === url))) {
      await remove(tx, endpoint);
      applied.removed++;
    }
    for (const endpoint of wanted) {
      const existing = known.find(({ url }) => url === endpoint.url);
      if (!existing) {
        await create(tx, applicationId, endpoint);
        applied.created++;
      } else if (await change(tx, existing, endpoint)) applied.changed++;
    }
  });
  return applied;
}

/** Before the transaction, and only for new ones: what is stored is judged by the worker at every try. */
async function checkUrls(applicationId: string, wanted: Wanted[]): Promise<void> {
  const known = await db().endpoint.findMany({
    where: { applicationId, managedBy: "environment", deletedAt: null },
    select: { url: true },
  });
  const fresh = wanted.filter(({ url }) => !known.some((endpoint) => endpoint.url === url));
  await Promise.all(
    fresh.map(({ url }) =>
      checkUrl(ENVIRONMENT, { applicationId, url }).catch((cause: unknown) => {
        if (!(cause instanceof ProblemError)) throw cause;
        throw new WrongSetting(`WEBHOOK_URLS: ${new URL(url).origin}: ${cause.message}`, { cause });
      }),
    ),
  );
}

async function create(tx: Tx, applicationId: string, endpoint: Wanted): Promise<void> {
  const made = await insertEndpoint({ ...ENVIRONMENT, tx }, tx, applicationId, endpoint).catch((cause: unknown) => {
    if (!(cause instanceof ProblemError)) throw cause;
    throw new WrongSetting(`WEBHOOK_URLS: ${cause.message}`, { cause });
  });
  const id = parseId("endpoint", made.id) ?? "";
  await tx.endpoint.update({ where: { id }, data: { managedBy: "environment" } });
}

/** Nobody's any more: restored by a person it would be theirs. */
async function remove(tx: Tx, { id, applicationId }: Endpoint): Promise<void> {
  await deleteEndpoint({ ...ENVIRONMENT, tx }, { applicationId, endpointId: id });
  await tx.endpoint.update({ where: { id }, data: { managedBy: null } });
}

async function change(tx: Tx, existing: Endpoint, wanted: Wanted): Promise<boolean> {
  const ctx = { ...ENVIRONMENT, tx };
  const ref = { applicationId: existing.applicationId, endpointId: existing.id };
  let isChanged = false;
  const stored = readOptions(existing.deliveryOptions);
  const { eventTypes, throttleRate = null, deliveryOptions = null, headers } = wanted;
  const options = changeOptions(stored, deliveryOptions ?? NO_OPTIONS);
  if (
    !isDeepStrictEqual(existing.eventTypes, eventTypes ?? []) ||
    existing.throttleRate !== throttleRate ||
    !isDeepStrictEqual(stored, options)
  ) {
    await updateEndpoint(ctx, tx, ref, { eventTypes, throttleRate, deliveryOptions });
    isChanged = true;
  }
  if (!isDeepStrictEqual(openHeaders(existing, existing.headersSealed), headers ?? {})) {
    await setEndpointHeaders(ctx, { ...ref, headers: headers ?? {} });
    isChanged = true;
  }
  return (await changeSecret(ctx, tx, ref, wanted.secret ?? null)) || isChanged;
}

/** Without a setting the endpoint keeps the secret that it has. */
async function changeSecret(
  ctx: Context,
  tx: Tx,
  ref: { applicationId: string; endpointId: string },
  secret: string | null,
): Promise<boolean> {
  if (secret === null) return false;
  const key = formatSecret(parseSecret(secret));
  const live = await tx.endpointSecret.findMany({
    where: { endpointId: ref.endpointId, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
  });
  const same = live.find((row) => openSecret({ ...ref, id: row.id }, row.secretSealed) === key);
  if (same?.expiresAt === null) return false;
  // Back to one that has not expired yet: it cannot be both.
  if (same) await expireEndpointSecrets(ctx, ref);
  await rotateEndpointSecret(ctx, { ...ref, key });
  return true;
}
