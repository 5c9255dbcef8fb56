import { forbiddenText } from "@/components/console/staff-role.ts";
import { Empty } from "@/components/ui/empty.tsx";
import type { StaffRole } from "@/lib/contract/operation.ts";

/** In place of what a role may not see: what is missing, and who can give it. */
export function Forbidden({ what, role, least }: { what: string; role: StaffRole; least: StaffRole }) {
  return (
    <Empty title={`${what} are not shown to you.`} className="mt-6">
      {forbiddenText(role, least)}
    </Empty>
  );
}
