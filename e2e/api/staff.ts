import { createHash, randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { BASE_URL, E2E_PORT, STAFF } from "@/e2e/environment.ts";
import { databaseUrlOf } from "@/e2e/service.ts";
import type { StaffRole } from "@/lib/contract/operation.ts";

/** Straight at the database of the service, for what no request can do: letting time pass, or a person join. */
export async function query<R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<R[]> {
  const database = new pg.Client({ connectionString: databaseUrlOf(`e2e-${E2E_PORT}`) });
  await database.connect();
  try {
    return (await database.query<R>(text, values)).rows;
  } finally {
    await database.end();
  }
}

/** Which of these requests have left an entry in the audit log. */
export async function recordedRequests(requestIds: string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>("select request_id as id from audit_log where request_id = any($1)", [
    requestIds,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** A member of staff of this role, with the password of the first one. */
export async function addStaff(role: StaffRole): Promise<{ email: string; password: string; name: string }> {
  const name = `${role} ${randomBytes(4).toString("hex")}`;
  const email = `${name.replace(" ", "-")}@posthorn.test`;
  await query(
    `insert into staff (id, email, name, role, password_hash)
     select $1, $2, $3, $4, password_hash from staff where email = $5`,
    [randomUUID(), email, name, role, STAFF.email],
  );
  return { email, password: STAFF.password, name };
}

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** Signs in as the page does once the password was right: with a ticket. @returns the headers of a page of the console */
export async function signIn({ email }: { email: string }) {
  const ticket = randomBytes(32).toString("base64url");
  await query(
    `insert into staff_ticket (token_hash, staff_id, purpose, way, expires_at)
     select $1, id, 'sign_in', 'password', now() + interval '1 minute' from staff where email = $2`,
    [createHash("sha256").update(ticket).digest(), email],
  );
  const csrf = await fetch(`${BASE_URL}/console/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${BASE_URL}/console/auth/callback/ticket`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(csrf).join("; "), origin: BASE_URL },
    body: new URLSearchParams({ csrfToken, ticket }),
  });
  const cookie = cookiesOf(answer).find((one) => one.startsWith("posthorn-staff="));
  if (!cookie) throw new Error(`${email} could not sign in: ${answer.status} ${answer.headers.get("location")}`);
  return { authorization: "", cookie, origin: BASE_URL, "x-posthorn-console": "1" };
}

/** The headers of a page of the console that is open for somebody of this role. */
export const staffOf = async (role: StaffRole): Promise<Record<string, string>> => signIn(await addStaff(role));
