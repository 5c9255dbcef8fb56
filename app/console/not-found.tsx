import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaff } from "@/lib/page/staff.ts";

export const metadata: Metadata = { title: "Not found" };

/** The console stays around it, with its search. */
export default async function ConsoleNotFound() {
  const staff = await requireStaff();
  return (
    <ConsolePage staff={staff} active="">
      <h1 className="text-page text-balance">There is nothing at this address.</h1>
      <p className="mt-2 max-w-measure text-body text-ink-2">
        It may have been deleted, or the address is not complete. The search above finds things by their id, and by a
        part of a name or URL.
      </p>
    </ConsolePage>
  );
}
