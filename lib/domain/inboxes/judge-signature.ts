import type { InboxSignatureOut } from "@/lib/contract/inbox.ts";
import { db, type Tx } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { openSecret } from "@/lib/domain/endpoints/sealed.ts";
import { inboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";
import { sign, signingKeyOf } from "@/lib/webhook/signature.ts";

export interface Signer {
  endpointId: string;
  last4: string;
  key: ReturnType<typeof signingKeyOf>;
  createdAt: Date;
  expiresAt: Date | null;
}

interface Received {
  receivedAt: Date;
  headers: [string, string][];
  body: string;
}

const TOLERANCE_MS = 300_000;
/** Stands for what was no text, or could not be stored as such: the bytes that were signed are not known any more. */
const UNREADABLE = "\ufffd";

/** Everything that has signed for the endpoints that lead to an inbox. */
export async function signersOf(ctx: Context, inbox: { applicationId: string; token: string }): Promise<Signer[]> {
  const client: Tx = ctx.tx ?? db();
  const url = inboxUrl(inbox.token, env().PUBLIC_URL);
  const rows = await client.endpointSecret.findMany({
    where: { endpoint: { applicationId: inbox.applicationId, url, deletedAt: null } },
    orderBy: { id: "desc" },
    take: 100,
  });
  return rows.map(({ id, endpointId, last4, secretSealed, createdAt, expiresAt }) => {
    return {
      endpointId,
      last4,
      key: signingKeyOf(openSecret({ id, applicationId: inbox.applicationId }, secretSealed)),
      createdAt,
      expiresAt,
    };
  });
}

/** What a signature was worth when it came. */
export function judgeSignature(signers: Signer[], { receivedAt, headers, body }: Received): InboxSignatureOut {
  const none = { endpointId: null, secretLast4: null };
  const header = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1];
  const given = header("webhook-signature")?.split(" ");
  const [id, timestamp] = [header("webhook-id"), header("webhook-timestamp")];
  if (!given || id === undefined || timestamp === undefined) return { verdict: "missing", ...none };
  if (signers.length === 0 || body.includes(UNREADABLE)) return { verdict: "unknown", ...none };

  const seconds = Number(timestamp);
  const at = receivedAt.getTime();
  const live = signers.filter(
    ({ createdAt, expiresAt }) => createdAt.getTime() <= at && (expiresAt === null || expiresAt.getTime() > at),
  );
  const signer = live.find(({ key }) => given.includes(sign(key, id, seconds, body)));
  if (!signer) return { verdict: "wrong", ...none };
  const isTimely = Math.abs(at - seconds * 1000) <= TOLERANCE_MS;
  return {
    verdict: isTimely ? "valid" : "expired",
    endpointId: formatId("endpoint", signer.endpointId),
    secretLast4: signer.last4,
  };
}
