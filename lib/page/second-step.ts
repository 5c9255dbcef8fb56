import { cookies } from "next/headers";
import { staffCookieName } from "@/lib/http/cookies.ts";

/** As long as the ticket that it holds. */
const SECONDS = 600;

function cookieOptions() {
  const secure = staffCookieName().startsWith("__Host-");
  // It may not begin with the name of the session's cookie, which next-auth would take it for a part of.
  const name = `${secure ? "__Host-" : ""}posthorn-second-step`;
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const };
}

/** Remembers who has shown a password and not yet a code. It is no session: nothing but the second step reads it. */
export async function rememberSecondStep(ticket: string): Promise<void> {
  const { name, options } = cookieOptions();
  (await cookies()).set(name, ticket, { ...options, maxAge: SECONDS });
}

export async function secondStepTicket(): Promise<string | null> {
  return (await cookies()).get(cookieOptions().name)?.value ?? null;
}

export async function forgetSecondStep(): Promise<void> {
  const { name, options } = cookieOptions();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
