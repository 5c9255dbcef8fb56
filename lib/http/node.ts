import type { IncomingMessage, ServerResponse } from "node:http";
import { clientAddress } from "@/lib/http/client-address.ts";
import { writeStream } from "@/lib/http/event-stream.ts";
import { problemResponse } from "@/lib/http/problem.ts";
import { decodeUtf8, readBytes } from "@/lib/http/read-body.ts";
import { type RawRequest, respond } from "@/lib/http/respond.ts";
import { log } from "@/lib/log.ts";

function pairs(flat: string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2] ?? "", flat[i * 2 + 1] ?? ""]);
}

function toRawRequest(request: IncomingMessage, response: ServerResponse): RawRequest {
  let aborted: AbortController | undefined;
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : value?.[0];
    },
    remoteAddress: clientAddress(request.headers, request.socket.remoteAddress),
    text: async (limitBytes) => decodeUtf8(await readBytes(request, limitBytes)),
    // Made on demand: of all requests only streams and waits look at it.
    get signal() {
      if (!aborted) {
        const controller = new AbortController();
        response.once("close", () => controller.abort());
        aborted = controller;
      }
      return aborted.signal;
    },
    allHeaders: () => pairs(request.rawHeaders),
    bytes: (limitBytes) => readBytes(request, limitBytes),
  };
}

/**
 * Answers the API, the health checks and the debug inboxes straight from node:http, before Next sees the request.
 * @returns false, and has not touched the response, when the path is none of these.
 */
export async function handleNodeRequest(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const answering = respond(toRawRequest(request, response));
  if (!answering) return false;
  const answer = await answering.catch((error: unknown) => {
    log.error("http.failed", { error });
    return problemResponse(error);
  });
  if (response.destroyed) return true;
  const { status, headers, body } = answer;
  // Some of the body was left unread, so the connection cannot carry another request.
  if (status === 413 && !request.complete) response.shouldKeepAlive = false;
  if (body === null) {
    response.writeHead(status, headers).end();
  } else if (typeof body === "string") {
    const bytes = Buffer.byteLength(body);
    response.writeHead(status, { ...headers, "content-length": bytes }).end(body);
  } else {
    response.writeHead(status, headers);
    await writeStream(response, body);
  }
  return true;
}
