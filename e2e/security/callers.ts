import { randomBytes } from "node:crypto";
import type { Svix } from "svix";
import { query, signIn, staffOf } from "@/e2e/api/staff.ts";
import { newAccess, type Tenant } from "@/e2e/api/tenant.ts";
import { type Api, BASE_URL, expect } from "@/e2e/fixtures.ts";

export type Headers = Record<string, string>;

const idOf = (path: string) => path;
const sha256 = `sha256(convert_to($1, 'UTF8'))`;

async function newKey(api: Api, input: object): Promise<{ id: string; token: string; headers: Headers }> {
  const { status, body } = await api("POST", "/api/v1/api-key", { name: "security", ...input });
  expect(status, JSON.stringify(body)).toBe(201);
  const { id, token } = body as { id: string; token: string };
  return { id: idOf(id), token, headers: { authorization: `Bearer ${token}` } };
}

const tokenOfCookie = ({ cookie = "" }: Headers) => cookie.slice(cookie.indexOf("=") + 1);

/** A session of either kind whose time is over, though its row is there. */
async function letEnd(token: string, how: "expired" | "revoked"): Promise<void> {
  const change = how === "expired" ? "expires_at = now() - interval '1 second'" : "revoked_at = now()";
  const rows = await query(`update portal_session set ${change} where token_hash = ${sha256} returning id`, [token]);
  expect(rows).toHaveLength(1);
}

/** Credentials that were right once, by what became of them. None opens anything. */
export async function endedCredentials(svix: Svix, api: Api, { ids }: Tenant): Promise<Record<string, Headers>> {
  const found: Record<string, Headers> = {};
  for (const how of ["expired", "revoked"] as const) {
    const { bearer, cookie } = await newAccess(svix, ids.app_id);
    await letEnd(String(bearer.authorization).slice("Bearer ".length), how);
    await letEnd(tokenOfCookie(cookie), how);
    found[`${how} portal token`] = bearer;
    found[`${how} portal cookie`] = cookie;
    const key = await newKey(api, {});
    const column = how === "expired" ? "expires_at" : "revoked_at";
    await query(`update api_key set ${column} = now() where token_hash = ${sha256}`, [key.token]);
    found[`${how} key`] = key.headers;
  }
  const { email, headers } = await aPerson();
  await query("update staff set disabled_at = now() where email = $1", [email]);
  found["staff who are turned off"] = headers;
  const signedOut = await aPerson();
  await query("delete from staff_session where staff_id = (select id from staff where email = $1)", [signedOut.email]);
  found["staff whose session has ended"] = signedOut.headers;
  return found;
}

async function aPerson(): Promise<{ email: string; headers: Headers }> {
  const email = `security-${randomBytes(6).toString("hex")}@posthorn.test`;
  await query(
    `insert into staff (id, email, name, role, password_hash)
     select gen_random_uuid(), $1, 'Security', 'admin', password_hash from staff limit 1`,
    [email],
  );
  return { email, headers: await signIn({ email }) };
}

/** Who has a session or a key that lives, and nothing to do with `theirs`. */
export async function strangers(svix: Svix, api: Api, mine: Tenant, theirs: Tenant): Promise<Record<string, Headers>> {
  const other = await newAccess(svix, mine.ids.app_id);
  const cookieName = `ph_${theirs.ids.app_id}`;
  return {
    nobody: { authorization: "" },
    "the portal of another customer": mine.cookie,
    "a cookie of another customer under this one's name": {
      authorization: "",
      cookie: `${cookieName}=${tokenOfCookie(other.cookie)}`,
      origin: BASE_URL,
    },
    "a token in the cookie's place": {
      authorization: "",
      cookie: `${cookieName}=${String(theirs.bearer.authorization).slice("Bearer ".length)}`,
      origin: BASE_URL,
    },
    "a bearer token of another customer": mine.bearer,
    "a key of another application": (await newKey(api, { applicationId: mine.ids.app_id })).headers,
    "a key in place of a session": (await newKey(api, {})).headers,
    "staff without a visit": await staffOf("viewer"),
  };
}

export { newKey };
