import { type AllowList, BlockedAddress, judgeUrl, OwnAddress } from "@/lib/webhook/address.ts";
import type { DialTarget } from "@/worker/send/dial.ts";
import type { DialRules } from "@/worker/send/dial-rules.ts";

/** A URL that was judged and taken apart once. */
export type Target = {
  /** Exchanges with the same key may share connections. */
  readonly key: string;
  readonly origin: string;
  readonly path: string;
  readonly dial: DialTarget;
};

export type TargetReader = (url: string, rules?: DialRules) => Target | Error;

class UnusableUrl extends Error {
  override readonly name = "UnusableUrl";
  readonly code = "ERR_INVALID_URL";
}

const MAX_REMEMBERED = 10_000;

type Known = { allow: AllowList; isOwnInbox: (url: URL) => boolean; isOwn: (url: URL) => boolean };

/** Reads a URL into a target, or into the error that stands for its refusal, and remembers the answer. */
export function createTargetReader(known: Known, usual: DialRules): TargetReader {
  const remembered = new Map<string, Target | Error>();

  return (text, rules = usual) => {
    // Not remembered, because it would keep the endpoint's certificates in memory for as long.
    if (rules.ownContext) return readTarget(text, known, rules);
    const key = rules.key === usual.key ? text : `${text} ${rules.key}`;
    const before = remembered.get(key);
    if (before) return before;

    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const target = readTarget(text, known, rules);
    remembered.set(key, target);
    return target;
  };
}

function readTarget(text: string, { allow, isOwnInbox, isOwn }: Known, rules: DialRules): Target | Error {
  const inbox = URL.canParse(text) ? new URL(text) : null;
  if (inbox && /^https?:$/.test(inbox.protocol) && isOwnInbox(inbox)) return toTarget(inbox, rules, true);

  // Whether plain http may be saved was decided when the URL was saved; what may be dialled is decided every time.
  const verdict = judgeUrl(text, { allow, allowHttp: true });
  if (verdict.ok && isOwn(verdict.url)) return new OwnAddress();
  if (verdict.ok) return toTarget(verdict.url, rules, false);
  return verdict.reason === "address_not_allowed" || verdict.reason === "host_not_allowed"
    ? new BlockedAddress()
    : new UnusableUrl(verdict.message);
}

function toTarget(url: URL, rules: DialRules, allowLoopback: boolean): Target {
  const secure = url.protocol === "https:";
  return {
    // Connections to our own inbox are never lent to a customer's URL on the same host, nor those of one endpoint to
    // another that demands something else.
    key: `${allowLoopback ? "own " : ""}${url.origin} ${rules.key}`,
    origin: url.origin,
    path: url.pathname + url.search,
    dial: {
      hostname: url.hostname,
      port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
      secure,
      allowLoopback,
      rules,
    },
  };
}
