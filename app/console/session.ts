import { redirect } from "next/navigation";
import type { StaffRole } from "@/lib/contract/operation.ts";
import { findCurrentStaff, requireStaff, SIGN_IN_PATH } from "@/lib/page/staff.ts";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** For every page of the console, first thing: who is signed in; nobody goes to sign in and comes back to this address. */
export async function requireStaffAt(path: string, input: { search?: SearchParams; least?: StaffRole } = {}) {
  if (!(await findCurrentStaff())) {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries((await input.search) ?? {})) {
      for (const one of [value].flat()) if (one !== undefined) search.append(key, one);
    }
    const address = search.size > 0 ? `${path}?${search}` : path;
    redirect(`${SIGN_IN_PATH}?next=${encodeURIComponent(address)}`);
  }
  return requireStaff(input.least);
}

/** Where to go after signing in: a page of the console, and never another site. */
export function nextPage(given: unknown): string {
  return typeof given === "string" && /^\/console(?=[/?]|$)[^\\\s]*$/.test(given) ? given : "/console";
}
