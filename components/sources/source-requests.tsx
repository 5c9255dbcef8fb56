"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { paramsOf, requestsQuery, type SourcePlace, sourceKeys } from "@/components/sources/queries.ts";
import { SourceRequest } from "@/components/sources/source-request.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { Select } from "@/components/ui/select.tsx";
import { oneOfParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import type { SourceRequestState } from "@/lib/contract/source-request.ts";

const REFRESH_MS = 5_000;
const STATES = ["waiting", "forwarded", "dead"] as const satisfies readonly SourceRequestState[];
const OPTIONS = [
  { value: "", label: "All requests" },
  { value: "dead", label: "Dead letters" },
  { value: "waiting", label: "Waiting" },
  { value: "forwarded", label: "Forwarded" },
];

/** What a source took, newest first; its dead letters can be replayed. */
export function SourceRequests({ place, deadLetterCount }: { place: SourcePlace; deadLetterCount: number }) {
  const [state, setState] = useUrlParam("state", oneOfParam(STATES).withOptions({ history: "push" }));
  const list = useInfiniteQuery({ ...requestsQuery(place, state), refetchInterval: REFRESH_MS });
  const requests = list.data?.pages.flatMap((page) => page.data);
  return (
    <section aria-labelledby="requests">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 id="requests" className="grow text-lead">
          Requests
        </h2>
        {deadLetterCount > 0 ? <ReplayAll place={place} count={deadLetterCount} /> : null}
        <Select
          aria-label="Show"
          options={OPTIONS}
          value={state ?? ""}
          onChange={(event) => setState(STATES.find((one) => one === event.target.value) ?? null)}
          className="max-w-40"
        />
      </div>
      <QueryWait query={list} failed="We could not load the requests." loading="Loading requests" />
      {requests?.length === 0 ? (
        <Empty title={state === "dead" ? "There is no dead letter." : "Nothing has come yet."}>
          {state === "dead"
            ? "What cannot be forwarded is kept here, with the reason."
            : "Enter the address at the provider and have it send a test."}
        </Empty>
      ) : null}
      {requests && requests.length > 0 ? (
        <ul aria-label="Requests, newest first" className="border-line border-b">
          {requests.map((request) => (
            <SourceRequest key={request.id} place={place} request={request} />
          ))}
        </ul>
      ) : null}
      <LoadMore list={list} />
    </section>
  );
}

function ReplayAll({ place, count }: { place: SourcePlace; count: number }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const noSupport = useForbidden("replaySourceRequests");
  const many = count >= 1000 ? "all dead letters" : formatQuantity(count, "dead letter", "dead letters");
  const replay = useMutation({
    mutationFn: () => callAsStaff("POST /app/{app_id}/source/{source_id}/replay", { params: paramsOf(place) }),
    onSuccess: async ({ replayed }) => {
      await client.invalidateQueries({ queryKey: sourceKeys.all(place.applicationId) });
      announce(`${formatQuantity(replayed, "dead letter is", "dead letters are")} tried again.`);
      setOpen(false);
    },
  });
  return (
    <>
      <Button unavailable={noSupport} onClick={() => setOpen(true)}>
        Replay {many}…
      </Button>
      {open ? (
        <ConfirmDialog
          title={`Replay ${many}?`}
          confirm="Replay"
          variant="primary"
          write={replay}
          failed="They were not replayed."
          onConfirm={() => replay.mutate()}
          onClose={() => setOpen(false)}
        >
          <p>
            Each is tried again with the source as it is now. What becomes a message goes to the endpoints of the
            application; what does not is a dead letter again.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
