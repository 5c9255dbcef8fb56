import type { Diagnosis, Evidence } from "@/lib/webhook/diagnosis.ts";
import { makeDiagnosis as make } from "@/lib/webhook/make-diagnosis.ts";

/** Error codes of RFC 6749 §5.2, and what helps against each. */
const HELP: Record<string, string> = {
  invalid_client: "Check client id, client secret and the way they are sent, in the authentication of this endpoint.",
  unauthorized_client: "Ask whoever runs the token server to allow client credentials for this client.",
  unsupported_grant_type: "Ask whoever runs the token server to allow client credentials for this client.",
  invalid_scope: "Check the scope in the authentication of this endpoint.",
  invalid_target: "Check the audience in the authentication of this endpoint.",
  invalid_request: "Check the fields of the token request in the authentication of this endpoint.",
};
const LOOK = "Check the token URL in the authentication of this endpoint, and look at the token server's log.";

/** Why no request was sent: there was no access token for it. Read from the words that `tokenProblem` writes. */
export function diagnoseNoToken({ detail }: Evidence): Diagnosis {
  const { status, code } =
    /^the token server answered (?<status>\d{3})(?: (?<code>[a-z_]+))?/.exec(detail ?? "")?.groups ?? {};
  if (status === undefined) return noAnswer(detail);
  const answered = `The token server answered ${status}${code ? ` ${code}` : ""}, so nothing was sent to your endpoint.`;
  if (code !== undefined && Object.hasOwn(HELP, code)) return make("token", "you", answered, HELP[code] ?? LOOK);
  if (status.startsWith("3")) {
    return make(
      "token",
      "you",
      answered,
      "Redirects are not followed. Set the URL that the server redirects to as the token URL.",
    );
  }
  if (status === "429" || status.startsWith("5")) {
    return make("token", "you", answered, "Look at the token server's log. We will try again by ourselves.");
  }
  if (status.startsWith("2")) {
    const reason = /: (.*)$/.exec(detail ?? "")?.[1] ?? "it held no access token";
    return make("token", "you", `The answer of the token server cannot be used: ${reason}.`, LOOK);
  }
  return make("token", "you", answered, LOOK);
}

function noAnswer(detail: string | null): Diagnosis {
  if (detail?.includes("BLOCKED_ADDRESS")) {
    return make(
      "token",
      "you",
      "The address of the token server is private or reserved, so nothing was sent.",
      "Set a public token URL in the authentication of this endpoint.",
    );
  }
  const why = /^the token server gave no answer: (?:\w+) \((.*)\)$/.exec(detail ?? "")?.[1];
  return make("token", "you", `The token server gave no answer${why ? ` (${why})` : ""}, so nothing was sent.`, LOOK);
}
