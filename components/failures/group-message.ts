import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";

type Told = Pick<
  FailureGroupOut,
  | "applicationId"
  | "endpointId"
  | "endpointName"
  | "cause"
  | "causeLabel"
  | "firstSeenAt"
  | "state"
  | "undelivered"
  | "isUndeliveredExact"
>;
type Why = { says: string; suggests: string } | null;

/** The customer's own list of what this group is about. */
export function groupPortalPath({ applicationId, endpointId, cause }: Told): string {
  const query = new URLSearchParams({ range: "30d", status: "retrying,failed,canceled", endpoint: endpointId, cause });
  return `/portal/${applicationId}/deliveries?${query}`;
}

/** What support writes to a customer about everything that fails for one cause: since when, why, what to do, where to look. */
export function groupMessage(group: Told, why: Why, url: string): string {
  const { endpointName, firstSeenAt, state, undelivered, isUndeliveredExact, causeLabel } = group;
  const at = `${firstSeenAt.slice(0, 10)} ${firstSeenAt.slice(11, 16)} UTC`;
  const head =
    state === "resolved"
      ? `Deliveries to ${endpointName} failed from ${at} on, and arrive again.`
      : `Deliveries to ${endpointName} have been failing since ${at}.`;
  const reason = why ? `${why.says} ${why.suggests}` : `The cause: ${causeLabel.toLowerCase()}.`;
  return [
    [head, reason, leftWords(undelivered, isUndeliveredExact)].join(" "),
    `Each of them, with request and reply: ${url}`,
  ].join("\n\n");
}

function leftWords(undelivered: number, isExact: boolean): string {
  if (undelivered === 0) return "Every message has arrived since.";
  const count = `${isExact ? "" : "About "}${undelivered.toLocaleString("en")}`;
  return undelivered === 1
    ? "One message has not arrived. Nothing is lost: you can replay it there once your side is ready."
    : `${count} messages have not arrived. Nothing is lost: you can replay them there once your side is ready.`;
}
