/** The page that says what became of a message; without an id, the one to look it up. */
export function messagePath(applicationId: string, message?: string, surface: "portal" | "console" = "portal"): string {
  const base = `${surface === "portal" ? "/portal" : "/console/applications"}/${applicationId}/messages`;
  return message === undefined ? base : `${base}/${encodeURIComponent(message)}`;
}

/** What an endpoint has not got. */
export function missedPath(applicationId: string, endpointId: string): string {
  return `/portal/${applicationId}/endpoints/${endpointId}/missed`;
}
