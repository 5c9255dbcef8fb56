import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** Beside the name of an endpoint that is set elsewhere. */
export function ManagedBadge({ endpoint }: { endpoint: Pick<EndpointOut, "managedBy"> }) {
  if (endpoint.managedBy === null) return null;
  return (
    <span className="inline-block shrink-0 rounded-mark border border-line-strong px-1.5 align-middle text-meta font-plain text-ink-2">
      Managed
    </span>
  );
}

/** Where such an endpoint is changed, and what can be done with it here. */
export function ManagedNote({ endpoint }: { endpoint: Pick<EndpointOut, "managedBy"> }) {
  if (endpoint.managedBy === null) return null;
  return (
    <p className="mt-4 mb-4 max-w-measure text-dense text-ink-2">
      {endpoint.managedBy === "environment" ? (
        <>
          The environment of the server sets this endpoint, by <span className="text-mono">WEBHOOK_URLS</span> and the
          settings beside it. It is changed and removed there; here it can be tested, paused and turned off.
        </>
      ) : (
        "This endpoint is there for a test only, and goes when that is over."
      )}
    </p>
  );
}
