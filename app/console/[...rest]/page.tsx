import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/page/staff.ts";

/** Every address of the console that has no page: told within the console. */
export default async function NoSuchPage(): Promise<never> {
  await requireStaff();
  notFound();
}
