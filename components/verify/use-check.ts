"use client";

import { useEffect, useState } from "react";
import { useAccess } from "@/components/portal/access.tsx";
import type { Candidate, Check } from "@/components/verify/check-signature.ts";
import { readCandidates, type SentRequest } from "@/components/verify/queries.ts";
import { readHeaders } from "@/components/verify/request-text.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

export const PASTED = "pasted";

type Request = {
  headers: string;
  body: string;
  /** An endpoint's id, or `PASTED`. */
  choice: string;
  pasted: string;
  sent: SentRequest | null | undefined;
};

/**
 * The verdict on what was typed: asked for once, then kept up to date. Secrets are read when somebody asks for a check,
 * and live in this component only.
 */
export function useCheck({ headers, body, choice, pasted, sent }: Request) {
  const access = useAccess();
  const [known, setKnown] = useState<Record<string, Candidate[]>>({});
  const [isAsked, setAsked] = useState(false);
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [check, setCheck] = useState<Check | null>(null);

  async function read(endpoints: EndpointOut[]) {
    setReading(true);
    setError(null);
    try {
      const missing = endpoints.filter(({ id }) => !known[id]);
      const read = await Promise.all(missing.map(async (one) => [one.id, await readCandidates(access, one)] as const));
      setKnown((before) => ({ ...before, ...Object.fromEntries(read) }));
      setAsked(true);
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setReading(false);
    }
  }

  const isReady = isAsked && (choice === PASTED || known[choice] !== undefined);
  useEffect(() => {
    if (!isReady) return setCheck(null);
    let isStale = false;
    const given = readHeaders(headers);
    const facts = relevant(sent, given);
    const nowSeconds = facts && given.timestamp === facts.timestamp ? Number(facts.timestamp) : Date.now() / 1000;
    const input = { headers: given, body, secrets: candidates(known, choice, pasted), sent: facts };
    void import("@/components/verify/check-signature.ts")
      .then(({ checkSignature }) => checkSignature({ ...input, nowSeconds: Math.floor(nowSeconds) }))
      .then((found) => {
        if (!isStale) setCheck(found);
      })
      .catch((problem: unknown) => setError(problem instanceof Error ? problem : new Error(String(problem))));
    return () => {
      isStale = true;
    };
  }, [isReady, headers, body, choice, pasted, sent, known]);

  return { check, error, isReading, read };
}

/** A delivery is compared with only while the request is one of it, and not of another message. */
function relevant(sent: SentRequest | null | undefined, given: ReturnType<typeof readHeaders>) {
  const { id, timestamp, signature } = sent?.headers ?? {};
  if (!sent || !id || !timestamp) return undefined;
  if (given.id !== id && given.signature !== signature) return undefined;
  return { id, timestamp, body: sent.body };
}

function candidates(known: Record<string, Candidate[]>, choice: string, pasted: string): Candidate[] {
  const others = Object.entries(known)
    .filter(([endpointId]) => endpointId !== choice)
    .flatMap(([, secrets]) =>
      secrets.map((one) => (one.role === "checked" ? { ...one, role: "other" as const } : one)),
    );
  const own = choice === PASTED ? [{ text: pasted, role: "checked" as const, name: "" }] : (known[choice] ?? []);
  return [...own, ...others];
}
