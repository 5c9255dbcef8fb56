/** A retry policy as it is given: its waits, or how they grow. */
export type RetryPolicyShape =
  | { delaysSeconds: readonly number[] }
  | { attempts: number; initialDelaySeconds: number; multiplier: number; maxDelaySeconds: number };

/** The waits of a policy in seconds, one less than its tries; before jitter. */
export function delaysOf(policy: RetryPolicyShape): number[] {
  if ("delaysSeconds" in policy) return [...policy.delaysSeconds];
  const { attempts, initialDelaySeconds, multiplier, maxDelaySeconds } = policy;
  return Array.from({ length: attempts - 1 }, (_, i) =>
    Math.round(Math.min(initialDelaySeconds * multiplier ** i, maxDelaySeconds)),
  );
}
