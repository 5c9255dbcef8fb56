import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { createFirstStaff } from "@/lib/domain/staff/set-up.ts";
import { staffOfCookie } from "@/lib/http/staff-session.ts";
import { handlers } from "@/lib/page/staff.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const ORIGIN = "http://posthorn.test";
type RouteRequest = Parameters<typeof handlers.GET>[0];
// next-auth reads no more of Next's request than what every request has.
const toRequest = (path: string, init?: RequestInit) => new Request(ORIGIN + path, init) as RouteRequest;
const cookiesOf = (response: Response) => response.headers.getSetCookie();

async function signIn(email: string, password: string): Promise<string[]> {
  const csrf = await handlers.GET(toRequest("/console/auth/csrf"));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await handlers.POST(
    toRequest("/console/auth/callback/password", {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        cookie: cookiesOf(csrf)
          .map((cookie) => cookie.split(";", 1)[0])
          .join("; "),
      },
      body: new URLSearchParams({ csrfToken, email, password }),
    }),
  );
  return cookiesOf(response).filter((cookie) => cookie.startsWith("posthorn-staff="));
}

test("signing in gives an HttpOnly cookie that names a person, and the API knows them by it", async () => {
  await createFirstStaff(SYSTEM, { email: "ops@posthorn.test", password: "long enough" });
  const [cookie = ""] = await signIn("ops@posthorn.test", "long enough");
  expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=Lax$/i);
  const header = cookie.split(";", 1)[0];
  expect((await staffOfCookie(header))?.email).toBe("ops@posthorn.test");

  await db().staff.updateMany({ data: { disabledAt: new Date() } });
  expect(await staffOfCookie(header)).toBeNull();
});

test("a wrong password gives no cookie", async () => {
  expect(await signIn("ops@posthorn.test", "wrong password")).toEqual([]);
});
