import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { nextStepOf } from "@/lib/domain/staff/sign-in.ts";
import { staffOfCookie } from "@/lib/http/staff-session.ts";
import { handlers } from "@/lib/page/staff-auth.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff } from "@/lib/testing/staff.ts";

useDatabase();

const ORIGIN = "http://posthorn.test";
const toRequest = (path: string, init?: ConstructorParameters<typeof NextRequest>[1]) =>
  new NextRequest(ORIGIN + path, init);
const cookiesOf = (response: Response) => response.headers.getSetCookie();

async function signIn(ticket: string): Promise<string[]> {
  const csrf = await handlers.GET(toRequest("/console/auth/csrf"));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await handlers.POST(
    toRequest("/console/auth/callback/ticket", {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        cookie: cookiesOf(csrf)
          .map((cookie) => cookie.split(";", 1)[0])
          .join("; "),
      },
      body: new URLSearchParams({ csrfToken, ticket }),
    }),
  );
  return cookiesOf(response).filter((cookie) => cookie.startsWith("posthorn-staff="));
}

test("a ticket gives an HttpOnly cookie that names a session, and the API knows a person by it", async () => {
  const staffId = await aStaff("ops@posthorn.test");
  const { ticket } = await nextStepOf(SYSTEM, { staffId, way: "password" });
  const [cookie = ""] = await signIn(ticket);
  expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=Lax$/i);
  const header = cookie.split(";", 1)[0];
  expect((await staffOfCookie(header))?.email).toBe("ops@posthorn.test");
  expect(await signIn(ticket)).toEqual([]);

  await db().staffSession.deleteMany();
  expect(await staffOfCookie(header)).toBeNull();
});

test("a ticket of the second step, or none, gives no cookie", async () => {
  const staffId = await aStaff();
  await db().staff.update({ where: { id: staffId }, data: { secondFactorSince: new Date() } });
  const { ticket } = await nextStepOf(SYSTEM, { staffId, way: "password" });
  expect([await signIn(ticket), await signIn(""), await signIn("made up")]).toEqual([[], [], []]);
});
