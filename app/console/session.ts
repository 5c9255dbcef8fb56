import type { StaffRole } from "@/lib/contract/operation.ts";
import { requireStaff } from "@/lib/page/staff.ts";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** For every page of the console, first thing: who is signed in; nobody goes to sign in and comes back to this address. */
export async function requireStaffAt(path: string, input: { search?: SearchParams; least?: StaffRole } = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries((await input.search) ?? {})) {
    for (const one of [value].flat()) if (one !== undefined) search.append(key, one);
  }
  return requireStaff(input.least, search.size > 0 ? `${path}?${search}` : path);
}
