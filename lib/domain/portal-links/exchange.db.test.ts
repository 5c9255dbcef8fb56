import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { endPortalSession } from "@/lib/domain/portal-sessions/end.ts";
import { expireAllPortalSessions } from "@/lib/domain/portal-sessions/expire-all.ts";
import { findPortalSession } from "@/lib/domain/portal-sessions/find.ts";
import { ProblemError } from "@/lib/errors.ts";
import { anApiKey, anApplication, aPortalLink, SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff } from "@/lib/testing/tenants.ts";

useDatabase();

const exchange = (code: string, endedToken?: string) =>
  exchangePortalLink(SYSTEM, { code, kind: "cookie", endedTokenOf: () => endedToken });
const codeOf = (error: unknown) => (error instanceof ProblemError ? error.code : String(error));

async function setUp() {
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  return { ctx, application, link: await aPortalLink(ctx, application.uuid) };
}

test("of fifty simultaneous uses of a link exactly one gets a session", async () => {
  const { application, link } = await setUp();
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => exchange(link.code)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = results.flatMap((result) => (result.status === "rejected" ? [codeOf(result.reason)] : []));
  expect(new Set(refused)).toEqual(new Set(["link_spent"]));
  expect(await db().portalSession.count({ where: { applicationId: application.uuid, kind: "cookie" } })).toBe(1);
});

test("the session is of the link's application and never outlives its time", async () => {
  const { ctx, application } = await setUp();
  const link = await aPortalLink(ctx, application.uuid, {
    expiry: 3600,
    capabilities: ["CreateAttempts"],
    next: "/verify",
  });
  const session = await exchange(link.code);
  expect(session).toMatchObject({ applicationId: application.id, next: "/verify", maxAgeSeconds: 3600 });
  const found = await findPortalSession(session.token, "cookie");
  expect(found?.actor).toMatchObject({
    applicationId: application.uuid,
    capabilities: ["ViewBase", "CreateAttempts"],
  });
  expect(Math.abs((found?.expiresAt.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000);
});

test("codes and tokens are nowhere in the database", async () => {
  const { link } = await setUp();
  const session = await exchange(link.code);
  const dump = JSON.stringify([await db().portalLink.findMany(), await db().portalSession.findMany()]);
  for (const secret of [link.code, link.token, session.token]) {
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(Buffer.from(secret).toString("base64"));
  }
});

test("an expired link says so, an unknown one and one of a deleted application are not found", async () => {
  const { application, link } = await setUp();
  await db().portalLink.updateMany({ where: { applicationId: application.uuid }, data: { expiresAt: new Date(0) } });
  expect(await exchange(link.code).catch(codeOf)).toBe("link_expired");
  expect(await exchange("x".repeat(43)).catch(codeOf)).toBe("not_found");
  await db().application.update({ where: { id: application.uuid }, data: { deletedAt: new Date() } });
  expect(await exchange(link.code).catch(codeOf)).toBe("not_found");
});

test("a cookie session is no bearer token, and a bearer token no cookie", async () => {
  const { link } = await setUp();
  const session = await exchange(link.code);
  expect(await findPortalSession(session.token, "token")).toBeNull();
  expect(await findPortalSession(link.token, "cookie")).toBeNull();
  expect(await findPortalSession(link.token, "token")).not.toBeNull();
});

test("entering again ends the session that the browser had", async () => {
  const { ctx, application, link } = await setUp();
  const first = await exchange(link.code);
  const second = await exchange((await aPortalLink(ctx, application.uuid)).code, first.token);
  expect(second.token).not.toBe(first.token);
  expect(await findPortalSession(first.token, "cookie")).toBeNull();
  expect(await findPortalSession(second.token, "cookie")).not.toBeNull();
});

test("signing out ends the session at once", async () => {
  const { link } = await setUp();
  const { token } = await exchange(link.code);
  const session = await findPortalSession(token, "cookie");
  if (!session) throw new Error("no session");
  await endPortalSession({ actor: session.actor, requestId: "test" });
  expect(await findPortalSession(token, "cookie")).toBeNull();
});

test("expiring all ends sessions, tokens and unused links of that application only", async () => {
  const { ctx, application, link } = await setUp();
  const unused = await aPortalLink(ctx, application.uuid);
  const other = await aPortalLink(ctx, (await anApplication(ctx, "Globex")).uuid);
  const { token } = await exchange(link.code);
  await expireAllPortalSessions(ctx, { applicationId: application.uuid });
  expect(await findPortalSession(token, "cookie")).toBeNull();
  expect(await findPortalSession(link.token, "token")).toBeNull();
  expect(await exchange(unused.code).catch(codeOf)).toBe("link_expired");
  expect(await findPortalSession(other.token, "token")).not.toBeNull();
});

test("expiring by label leaves the others, and a delay shortens without ending", async () => {
  const { ctx, application } = await setUp();
  const anna = await aPortalLink(ctx, application.uuid, { sessionId: "anna" });
  const ben = await aPortalLink(ctx, application.uuid, { sessionId: "ben" });
  await expireAllPortalSessions(ctx, { applicationId: application.uuid, sessionIds: ["anna"] });
  expect(await findPortalSession(anna.token, "token")).toBeNull();
  await expireAllPortalSessions(ctx, { applicationId: application.uuid, expiry: 60 });
  const left = await findPortalSession(ben.token, "token");
  expect(left?.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 61_000);
});

test("every entrance is recorded with the session that it made", async () => {
  const { application, link } = await setUp();
  await exchange(link.code);
  const entries = await db().auditLog.findMany({ where: { applicationId: application.uuid }, orderBy: { id: "asc" } });
  expect(entries.map(({ action, actorKind }) => [action, actorKind])).toEqual([
    ["application.created", "apiKey"],
    ["portal_link.created", "apiKey"],
    ["portal_link.used", "portal"],
  ]);
});

test("support gets no more in a portal than in the console", async () => {
  const { application } = await setUp();
  const capabilitiesFor = async (ctx: Context, input?: Parameters<typeof aPortalLink>[2]) => {
    const { token } = await aPortalLink(ctx, application.uuid, input);
    return (await findPortalSession(token, "token"))?.actor.capabilities;
  };
  expect(await capabilitiesFor(aStaff("support"))).toEqual(["ViewBase", "CreateAttempts", "ManageEndpoint"]);
  for (const capability of ["ViewEndpointSecret", "ManageEndpointSecret", "ManageTransformations"] as const) {
    const asked = { capabilities: [capability] };
    expect(codeOf(await capabilitiesFor(aStaff("support"), asked).catch((error: unknown) => error))).toBe(
      "insufficient access",
    );
    expect(await capabilitiesFor(aStaff("engineer"), asked)).toContain(capability);
    expect(await capabilitiesFor(aStaff("engineer"))).toContain(capability);
  }
});
