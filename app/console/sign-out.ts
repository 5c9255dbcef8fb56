"use server";

import { signOut } from "@/lib/page/staff.ts";

export async function signOutAction(): Promise<void> {
  await signOut();
}
