"use client";

import { useQuery } from "@tanstack/react-query";
import { AddEndpoint } from "@/components/endpoints/add-endpoint.tsx";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ChecklistLine } from "@/components/portal/checklist.tsx";
import { Empty } from "@/components/ui/empty.tsx";

/** Before the first endpoint, the page is the form that adds it. */
export function Start() {
  const access = useAccess();
  const summary = useQuery(summaryQuery(access));
  if (!access.can("ManageEndpoint")) {
    return (
      <>
        <h1 className="text-page">Endpoints</h1>
        <Empty title="There are no endpoints yet." className="mt-4">
          You may look, and not add any. Ask whoever gave you access to {access.applicationName} to add the first one.
        </Empty>
      </>
    );
  }
  return (
    <div className="mx-auto max-w-[1280px]">
      <h1 className="text-page text-balance">Get told when something happens.</h1>
      <p className="mt-1 mb-8 max-w-measure text-body text-ink-2">
        We post a signed JSON message to a URL that you choose, as soon as it does.
      </p>
      <AddEndpoint isFirst eventTypeCount={summary.data?.eventTypeCount} />
      {summary.data ? (
        <ChecklistLine checklist={summary.data.checklist} className="mt-12 border-line border-t pt-4" />
      ) : null}
    </div>
  );
}
