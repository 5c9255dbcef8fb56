"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

const OVERLAPS = [
  { value: "0", label: "Now", description: "Your server refuses our messages until it knows the new secret." },
  { value: "3600", label: "After 1 hour" },
  { value: "86400", label: "After 24 hours" },
  { value: "259200", label: "After 3 days" },
  { value: "604800", label: "After 7 days" },
];

type RotateDialogProps = { endpointId: string; endpointName: string; onClose: () => void };

export function RotateDialog({ endpointId, endpointName, onClose }: RotateDialogProps) {
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const [overlap, setOverlap] = useState("86400");
  const now = overlap === "0";

  const rotate = useMutation({
    mutationFn: () =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/rotate", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body: { gracePeriodSeconds: Number(overlap) },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: endpointKeys.secrets(applicationId, endpointId) });
      announce("The secret was rotated.");
      onClose();
    },
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Rotate the secret of ${endpointName}`}
      actions={
        <DialogActions onCancel={onClose}>
          <Button variant={now ? "danger" : "primary"} pending={rotate.isPending} onClick={() => rotate.mutate()}>
            {now ? "Rotate and end the old one now" : "Rotate"}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        <p>
          A new secret is made. Until the old one ends, every message carries two signatures, and your server may check
          either.
        </p>
        <RadioGroup
          legend="The old secret ends"
          name="overlap"
          options={OVERLAPS}
          value={overlap}
          onChange={setOverlap}
        />
        <div>
          <p className="mb-1 text-meta text-ink-3">{now ? "From now on:" : "Meanwhile:"}</p>
          <p dir="ltr" translate="no" className="rounded-card bg-sunken px-3 py-2 text-mono break-all text-ink">
            webhook-signature: v1,<span className="text-ok-ink">new…</span>
            {now ? "" : " v1,old…"}
          </p>
        </div>
        <p className="text-meta text-ink-3">
          If the old secret may have leaked, end it now: whoever has it can sign messages that look like ours.
        </p>
        <MutationError error={rotate.error} title="The secret was not rotated." />
      </div>
    </Dialog>
  );
}
