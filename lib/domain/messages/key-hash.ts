import { createHash } from "node:crypto";

export function hashOf(...parts: string[]): Buffer {
  return createHash("sha256").update(parts.join("\n")).digest();
}

interface Sent {
  organizationId: string;
  /** null for a key that is no row. */
  apiKeyId: string | null;
  /** As in the path: an id or a uid. */
  application: string;
  idempotencyKey: string;
}

/** An idempotency key is one of its caller and application. */
export function messageKeyHash({ organizationId, apiKeyId, application, idempotencyKey }: Sent): Buffer {
  return hashOf(organizationId, apiKeyId ?? "", "createMessage", application, idempotencyKey);
}
