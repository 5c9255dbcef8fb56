"use client";

export type StreamState = "connecting" | "open" | "failing";

type SharedStream = {
  /** Tabs with the same key read from one connection. */
  key: string;
  url: string;
  headers: Record<string, string>;
  onEvent: (data: string) => void;
  onState: (state: StreamState) => void;
};

/** Of the server's heartbeat. */
const HEARTBEAT_MS = 15_000;
const AGAIN_MS = 5_000;
/** A browser that never hears of its stream any more has lost it. */
const SILENT_MS = 3 * HEARTBEAT_MS;

/**
 * Server-sent events over fetch, by one connection of the whole browser: without HTTP/2 it has six for a host, which
 * four tabs and a frame would use up. Whoever holds the lock reads, and tells the others. @returns how to stop.
 */
export function openSharedStream(stream: SharedStream): () => void {
  const stopped = new AbortController();
  const name = `posthorn-live ${stream.key}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<{ state?: StreamState; event?: string }>) => {
    if (data.state) stream.onState(data.state);
    if (data.event !== undefined) stream.onEvent(data.event);
  };
  const tell = {
    event: (event: string) => {
      stream.onEvent(event);
      channel.postMessage({ event });
    },
    state: (state: StreamState) => {
      stream.onState(state);
      channel.postMessage({ state });
    },
  };
  const read = () => readForEver(stream, tell, stopped.signal);
  if (navigator.locks) void navigator.locks.request(name, { signal: stopped.signal }, read).catch(() => {});
  else void read();
  return () => {
    stopped.abort();
    channel.close();
  };
}

type Tell = { event: (data: string) => void; state: (state: StreamState) => void };

async function readForEver(stream: SharedStream, tell: Tell, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    tell.state(failures > 1 ? "failing" : "connecting");
    const ended = await readOnce(stream, tell, signal).then(
      () => true,
      () => false,
    );
    failures = ended ? 0 : failures + 1;
    if (failures > 0 && !signal.aborted) await wait(failures > 1 ? AGAIN_MS : 500, signal);
  }
}

/** Until the server ends it. @throws when it cannot be opened, breaks or falls silent. */
async function readOnce({ url, headers }: SharedStream, tell: Tell, signal: AbortSignal): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENT_MS);
  try {
    const response = await fetch(url, {
      headers: { ...headers, accept: "text/event-stream" },
      signal: AbortSignal.any([signal, silent.signal]),
    });
    if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
    tell.state("open");
    let text = "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENT_MS);
      text += chunk.value;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        // Comments are heartbeats.
        if (block.startsWith("data: ")) tell.event(block.slice("data: ".length));
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
