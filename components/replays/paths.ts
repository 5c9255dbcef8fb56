import type { Access } from "@/components/portal/access.tsx";

type Place = Pick<Access, "surface" | "applicationId">;

export function replaysPath({ surface, applicationId }: Place): string {
  return surface === "portal" ? `/portal/${applicationId}/replays` : `/console/applications/${applicationId}/replays`;
}

export function replayPath(place: Place, taskId: string): string {
  return `${replaysPath(place)}/${taskId}`;
}

/** The page that starts one, with what is known already: the keys are those of the explorer, and `what`, `since`, `again`. */
export function newReplayPath(place: Place, query: Record<string, string | null | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given);
  return search.size > 0 ? `${replaysPath(place)}/new?${search}` : `${replaysPath(place)}/new`;
}
