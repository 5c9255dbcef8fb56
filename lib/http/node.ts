import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env.ts";
import { isOfEvents, writeStream } from "@/lib/http/event-stream.ts";
import { NodeRequest } from "@/lib/http/node-request.ts";
import { TRANSPORT } from "@/lib/http/page-headers.ts";
import { problemResponse } from "@/lib/http/problem.ts";
import { respond } from "@/lib/http/respond.ts";
import { log } from "@/lib/log.ts";

/** Closed at once, a connection whose body was not read to its end breaks under its sender, who then never sees the answer. */
const LINGER_MS = 1_000;

/**
 * Answers the API, the health checks, the debug inboxes and the sources straight from node:http, before Next sees the request.
 * @returns false, and has not touched the response, when the path is none of these.
 */
export async function handleNodeRequest(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const answering = respond(new NodeRequest(request, response));
  if (!answering) return false;
  const answer = await answering.catch((error: unknown) => {
    log.error("http.failed", { error });
    return problemResponse(error);
  });
  if (response.destroyed) return true;
  const { status, body } = answer;
  const headers = env().PUBLIC_URL.startsWith("https:") ? { ...TRANSPORT, ...answer.headers } : answer.headers;
  // Some of the body was left unread, so the connection cannot carry another request.
  const isCutOff = status === 413 && !request.complete;
  if (isCutOff) response.shouldKeepAlive = false;
  if (body === null) {
    response.writeHead(status, headers).end();
  } else if (typeof body === "string" || body instanceof Uint8Array) {
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    if (isCutOff) {
      response.write(body);
      setTimeout(() => response.end(), LINGER_MS).unref();
    } else response.end(body);
  } else {
    response.writeHead(status, headers);
    await writeStream(response, body, isOfEvents(headers) ? "events" : "file");
  }
  return true;
}
