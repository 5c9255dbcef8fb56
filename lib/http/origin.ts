import type { Origin } from "@/lib/domain/context.ts";
import { storableText } from "@/lib/domain/storable-text.ts";
import { ProblemError } from "@/lib/errors.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";

/** Why something is done, in the words of who does it; percent-encoded, because a header holds no other letters. */
const REASON_HEADER = "x-posthorn-reason";
const REASON_LENGTH = 500;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @throws ProblemError `bad_request` for a reason that is too long */
function reasonOf(given: string | undefined): string | undefined {
  const reason = given && storableText(decoded(given)).trim();
  if (!reason) return undefined;
  if (reason.length > REASON_LENGTH) {
    throw new ProblemError("bad_request", `The header ${REASON_HEADER} may have at most ${REASON_LENGTH} characters.`);
  }
  return reason;
}

/** The address is looked up when it is written down: most requests change nothing. */
export function originOf(request: Pick<ApiRequest, "header" | "remoteAddress">): Origin {
  const reason = reasonOf(request.header(REASON_HEADER));
  return {
    reason,
    get remoteAddress() {
      return request.remoteAddress;
    },
  };
}
