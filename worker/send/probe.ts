import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";
import { classifyError, DeadlineExceeded } from "@/lib/webhook/outcome.ts";
import { openConnection } from "@/worker/send/connector.ts";
import { type ConnectionFacts, type Network, startDial } from "@/worker/send/dial.ts";
import type { Target } from "@/worker/send/target.ts";

export type ProbeResult = Pick<ConnectionFacts, "remoteAddress" | "tlsVersion" | "certificateNotAfter"> & {
  /** `success` when a connection was made, and over https a secure one. */
  class: AttemptClass;
  detail: string | null;
};

/**
 * Opens a connection just as a delivery would, and closes it: nothing is sent. Never rejects.
 * @param limitMs for looking up, connecting and securing together
 */
export async function probeTarget(network: Network, target: Target, limitMs: number): Promise<ProbeResult> {
  const abort = new AbortController();
  const dial = startDial(abort.signal, () => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineExceeded(`not finished within ${limitMs / 1000} s`));
      abort.abort();
    }, limitMs);
  });
  // Here and not after the race, because it may still succeed once nobody waits. First the end is written: cut off in
  // the middle of its handshake, a server would log an error.
  const opening = openConnection(network, target.dial, dial).then((socket) => {
    socket.end(() => socket.destroy());
  });

  const facts = () => {
    const { remoteAddress, tlsVersion, certificateNotAfter } = dial.facts;
    return { remoteAddress, tlsVersion, certificateNotAfter };
  };
  try {
    await Promise.race([opening, late]);
    return { class: "success", detail: null, ...facts() };
  } catch (error) {
    return { ...classifyError(error, dial.phase), ...facts() };
  } finally {
    clearTimeout(timer);
  }
}

/** The result for what is never dialled. */
export function refuseProbe(error: Error): ProbeResult {
  return { ...classifyError(error, "resolve"), remoteAddress: null, tlsVersion: null, certificateNotAfter: null };
}
