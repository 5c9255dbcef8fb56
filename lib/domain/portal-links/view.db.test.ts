import { expect, test } from "vitest";
import { createPortalLink } from "@/lib/domain/portal-links/create.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { expireAllPortalSessions } from "@/lib/domain/portal-sessions/expire-all.ts";
import { findPortalSession } from "@/lib/domain/portal-sessions/find.ts";
import { listPortalSessions } from "@/lib/domain/portal-sessions/list.ts";
import { revokePortalSession } from "@/lib/domain/portal-sessions/revoke.ts";
import { NotFound } from "@/lib/errors.ts";
import { portalCookieName } from "@/lib/http/cookies.ts";
import { viewOfPage } from "@/lib/http/page-view.ts";
import { anApiKey, anApplication, aPortalLink, SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const view = { theme: "dark", locale: "de", embedOrigins: ["https://app.example.com"] } as const;

async function setUp() {
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const { uuid: applicationId } = application;
  const { url } = await createPortalLink(ctx, {
    applicationId,
    ...view,
    embedOrigins: ["https://APP.example.com/", "https://app.example.com"],
    sessionId: "anna",
  });
  return { ctx, application, applicationId, link: new URL(url), code: url.split("#k=")[1] ?? "" };
}

const spend = (code: string, kind: "cookie" | "token" = "cookie") =>
  exchangePortalLink(SYSTEM, { code, kind, endedTokenOf: () => undefined });
const asked = (url: string, cookie?: string, authorization?: string) => viewOfPage({ url, cookie, authorization });

test("what a link says of its portal is known before and after its code is spent, and after the session has ended", async () => {
  const { ctx, application, applicationId, link, code } = await setUp();
  expect(await asked(link.pathname + link.search)).toEqual(view);

  const { token } = await spend(code);
  const cookie = `${portalCookieName(application.id)}=${token}`;
  expect(await asked(`/portal/${application.id}/deliveries?x`, cookie)).toEqual(view);
  await expireAllPortalSessions(ctx, { applicationId });
  expect(await asked(`/portal/${application.id}`, cookie)).toEqual(view);

  expect(await asked(`/portal/${application.id}`)).toBeNull();
  expect(await asked("/portal/enter?l=plink_000000000000000000000000000")).toBeNull();
  expect(await asked(`/console?l=${link.searchParams.get("l")}`, cookie)).toBeNull();
});

test("where cookies are blocked a code buys ten minutes with a bearer token, and no cookie", async () => {
  const { application, code } = await setUp();
  const { token, maxAgeSeconds } = await spend(code, "token");
  expect(maxAgeSeconds).toBe(600);
  expect(await findPortalSession(token, "cookie")).toBeNull();
  expect((await findPortalSession(token, "token"))?.actor.label).toBe("anna");
  expect(await asked(`/portal/${application.id}`, undefined, `Bearer ${token}`)).toEqual(view);
});

test("live sessions are listed with what their link said, and one is ended without the others", async () => {
  const { ctx, applicationId, code } = await setUp();
  const { token } = await spend(code);
  const other = await aPortalLink(ctx, applicationId);
  const { token: otherToken } = await spend(other.code);

  const { data } = await listPortalSessions(ctx, { applicationId, limit: 10 });
  const mine = data.find(({ kind, label }) => kind === "cookie" && label === "anna");
  expect(mine).toMatchObject({ ...view, lastSeenAt: null });
  // Each link brought its bearer token.
  expect(data).toHaveLength(4);

  await revokePortalSession(ctx, { applicationId, sessionId: String(mine?.id) });
  await revokePortalSession(ctx, { applicationId, sessionId: String(mine?.id) });
  expect(await findPortalSession(token, "cookie")).toBeNull();
  expect(await findPortalSession(otherToken, "cookie")).not.toBeNull();
  expect((await listPortalSessions(ctx, { applicationId, limit: 10 })).data).toHaveLength(3);

  const stranger = await anApplication(ctx);
  const elsewhere = { applicationId: stranger.uuid, sessionId: String(data[0]?.id) };
  await expect(revokePortalSession(ctx, elsewhere)).rejects.toThrow(NotFound);
});
