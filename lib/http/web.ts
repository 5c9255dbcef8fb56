import { HEARTBEAT, HEARTBEAT_MS, isOfEvents } from "@/lib/http/event-stream.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";
import { decodeUtf8, tooLarge } from "@/lib/http/read-body.ts";
import { type RawRequest, respond } from "@/lib/http/respond.ts";

function toRawRequest(request: Request): RawRequest {
  const { pathname, search } = new URL(request.url);
  async function bytes(limitBytes: number): Promise<Uint8Array> {
    const body = new Uint8Array(await request.arrayBuffer());
    if (body.length > limitBytes) throw tooLarge(limitBytes);
    return body;
  }
  return {
    method: request.method,
    url: pathname + search,
    header: (name) => request.headers.get(name) ?? undefined,
    // Next tells of the connection only what a header can say too.
    remoteAddress: null,
    text: async (limitBytes) => decodeUtf8(await bytes(limitBytes)),
    signal: request.signal,
    allHeaders: () => [...request.headers],
    bytes,
  };
}

function toStream(chunks: AsyncIterable<string>, withHeartbeat: boolean): ReadableStream<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let beat: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start(controller) {
      if (withHeartbeat) beat = setInterval(() => controller.enqueue(encoder.encode(HEARTBEAT)), HEARTBEAT_MS);
    },
    async pull(controller) {
      const next = await source.next();
      if (!next.done) return controller.enqueue(encoder.encode(next.value));
      clearInterval(beat);
      controller.close();
    },
    async cancel() {
      clearInterval(beat);
      await source.return?.();
    },
  });
}

function toResponse({ status, headers, body }: ApiResponse): Response {
  const list = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value]) list.append(name, one);
  }
  const isText = body === null || typeof body === "string" || body instanceof Uint8Array;
  return new Response(isText ? body : toStream(body, isOfEvents(headers)), { status, headers: list });
}

/** The same router behind a route handler of Next: for `next dev`, which reloads changed code. */
export async function handleWebRequest(request: Request): Promise<Response> {
  const answering = respond(toRawRequest(request));
  return answering ? toResponse(await answering) : new Response(null, { status: 404 });
}
