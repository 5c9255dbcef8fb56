import { type AllowList, BlockedAddress, judgeUrl } from "@/lib/webhook/address.ts";
import type { DialTarget } from "@/worker/send/connector.ts";

/** A URL that was judged and taken apart once. */
export type Target = {
  /** Exchanges with the same key may share connections. */
  readonly key: string;
  readonly origin: string;
  readonly path: string;
  readonly dial: DialTarget;
};

export type TargetReader = (url: string) => Target | Error;

export class UnusableUrl extends Error {
  override readonly name = "UnusableUrl";
  readonly code = "ERR_INVALID_URL";
}

const MAX_REMEMBERED = 10_000;

/** Reads a URL into a target, or into the error that stands for its refusal, and remembers the answer. */
export function createTargetReader(allow: AllowList, isOwnInbox: (url: URL) => boolean): TargetReader {
  const remembered = new Map<string, Target | Error>();

  return (text) => {
    const known = remembered.get(text);
    if (known) return known;

    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const target = readTarget(text, allow, isOwnInbox);
    remembered.set(text, target);
    return target;
  };
}

function readTarget(text: string, allow: AllowList, isOwnInbox: (url: URL) => boolean): Target | Error {
  const inbox = URL.canParse(text) ? new URL(text) : null;
  if (inbox && /^https?:$/.test(inbox.protocol) && isOwnInbox(inbox)) return toTarget(inbox, true);

  // Whether plain http may be saved was decided when the URL was saved; what may be dialled is decided every time.
  const verdict = judgeUrl(text, { allow, allowHttp: true });
  if (verdict.ok) return toTarget(verdict.url, false);
  return verdict.reason === "address_not_allowed" || verdict.reason === "host_not_allowed"
    ? new BlockedAddress()
    : new UnusableUrl(verdict.message);
}

function toTarget(url: URL, allowLoopback: boolean): Target {
  const secure = url.protocol === "https:";
  return {
    // Connections to our own inbox are never lent to a customer's URL on the same host.
    key: allowLoopback ? `own ${url.origin}` : url.origin,
    origin: url.origin,
    path: url.pathname + url.search,
    dial: {
      hostname: url.hostname,
      port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
      secure,
      allowLoopback,
    },
  };
}
