"use client";

import { useEffect, useRef } from "react";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { isOffByUs } from "@/components/endpoints/endpoint-words.ts";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { TestResult } from "@/components/test-send/test-result.tsx";
import { useTestRun } from "@/components/test-send/use-test-run.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type TurnOnDialogProps = {
  endpoint: EndpointOut;
  name: string;
  missed: number;
  onClose: () => void;
};

/** An endpoint that we turned off is tried first: turning it on should not be a leap. */
export function TurnOnDialog({ endpoint, name, missed, onClose }: TurnOnDialogProps) {
  const access = useAccess();
  const change = useEndpointChange(endpoint.id);
  const { run, start } = useTestRun();
  const withTest = isOffByUs(endpoint) && access.can("CreateAttempts");
  const tested = useRef(false);

  useEffect(() => {
    if (!withTest || tested.current) return;
    tested.current = true;
    start(endpoint.id);
  }, [withTest, start, endpoint.id]);

  const arrived = run?.kind === "done" && run.delivery.state === "delivered";
  const failed = run?.kind === "refused" || (run?.kind === "done" && !arrived);

  function turnOn() {
    change.mutate(
      { disabled: false },
      {
        onSuccess: () => {
          announce(`${name} is on.`);
          onClose();
        },
      },
    );
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size={withTest ? "wide" : "medium"}
      title={`Turn on ${name}`}
      actions={
        <DialogActions cancel="Leave it off" onCancel={onClose}>
          <Button variant={failed ? "danger" : "primary"} pending={change.isPending} onClick={turnOn}>
            {withTest && !arrived ? "Turn on anyway" : "Turn on"}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {run ? (
          <TestResult
            run={run}
            url={endpoint.url}
            onAgain={() => start(endpoint.id)}
            actions={
              <Button size="small" onClick={() => start(endpoint.id)}>
                Try again
              </Button>
            }
          />
        ) : null}
        {failed ? (
          <p>
            If you turn it on now, deliveries will most likely fail again, and after some days we will turn it off
            again.
          </p>
        ) : (
          <p>From then on, new messages are sent.</p>
        )}
        <Missed endpoint={endpoint} missed={missed} />
        <MutationError error={change.error} title={`${name} is still off.`} />
      </div>
    </Dialog>
  );
}

/** What was not sent is not lost: where it is, and how it gets there after all. */
function Missed({ endpoint, missed }: { endpoint: EndpointOut; missed: number }) {
  const access = useAccess();
  if (missed === 0) return null;
  const query = {
    endpoint: endpoint.id,
    status: "canceled",
    ...(endpoint.disabledAt ? { from: endpoint.disabledAt } : {}),
  };
  return (
    <p>
      {formatQuantity(missed, "delivery was", "deliveries were")} recorded and not delivered meanwhile.{" "}
      <TextLink href={deliveriesPath(access, access.applicationId, query)}>See and replay them</TextLink> once it is on.
    </p>
  );
}
