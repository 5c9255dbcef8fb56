"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffRuleOut } from "@/lib/contract/staff-alert.ts";
import { RULE_TERMS, type StaffRule } from "@/lib/contract/staff-alert-rules.ts";

type MutedNoteProps = {
  rule: StaffRule;
  muted: NonNullable<StaffRuleOut["muted"]>;
  /** The rule is said as well, where nothing around says it. */
  named?: boolean;
};

/** Until when nobody is told, who said so and why. */
export function MutedNote({ rule, muted, named }: MutedNoteProps) {
  const client = useQueryClient();
  const mayNot = useForbidden("unmuteStaffRule");
  const unmute = useMutation({
    mutationFn: () => callAsStaff("POST /staff-alert/rule/{rule}/unmute", { params: { rule } }),
    onSuccess: () => client.invalidateQueries({ queryKey: staffAlertKeys.all }),
  });
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-dense text-ink-2">
        <span className="min-w-0 whitespace-normal break-words">
          {named ? `${RULE_TERMS[rule].title}: muted` : "Muted"} until <Time at={muted.until} show="moment" plain /> by{" "}
          {muted.by}: {muted.reason}
        </span>
        <Button
          size="small"
          pending={unmute.isPending}
          unavailable={mayNot}
          aria-label={`Unmute ${RULE_TERMS[rule].title.toLowerCase()}`}
          onClick={() => unmute.mutate()}
        >
          Unmute
        </Button>
      </p>
      <MutationError error={unmute.error} title="It is still muted." />
    </div>
  );
}
