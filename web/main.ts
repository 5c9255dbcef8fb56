import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import type { RequestHandler } from "next/dist/server/next.js";
import { env, settingWarnings } from "@/lib/env.ts";
import { checkSecret } from "@/lib/http/check-secret.ts";
import { clientAddress, dropForwarded } from "@/lib/http/client-address.ts";
import { handleNodeRequest } from "@/lib/http/node.ts";
import { pageHeaders } from "@/lib/http/page-headers.ts";
import { localeOfPage } from "@/lib/http/page-locale.ts";
import { refusalOfPageRequest } from "@/lib/http/page-request.ts";
import { themeOfPage, viewOfPage } from "@/lib/http/page-view.ts";
import {
  consoleOriginBeside,
  isAnswered,
  placeOfPortalPage,
  portalOriginBeside,
  surfaceOf,
} from "@/lib/http/portal-host.ts";
import { visitOfPage } from "@/lib/http/portal-visit.ts";
import { startWatch } from "@/lib/http/watch.ts";
import { log } from "@/lib/log.ts";
import { startTracing, stopTracing } from "@/lib/tracing.ts";

const API = /^\/(api|inbox|in|brand|alerts|metrics)(?=[/?]|$)/;

// Longer than the minute that load balancers commonly keep a connection: we must not be the one who hangs up first.
const KEEP_ALIVE_MS = 75_000;
const HEADERS_WITHIN_MS = 20_000;
const REQUEST_WITHIN_MS = 60_000;

const { HOST, PORT, NODE_ENV, PUBLIC_URL, POSTHORN_EMBED_ORIGINS, TRUSTED_PROXIES } = env();
const isHttps = PUBLIC_URL.startsWith("https:");
const dev = NODE_ENV === "development";
// A browser's live-reload socket never ends by itself, and a developer does not wait for it.
const TRACES_WITHIN_MS = 2_000;
const STOP_WITHIN_MS = dev ? 500 : 10_000;
let stopping = false;

const server = createServer(
  { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_WITHIN_MS, requestTimeout: REQUEST_WITHIN_MS },
  (request, response) => void answer(request, response),
);

/** Pages take half a second to load; the API port does not wait for them. */
async function preparePages(): Promise<RequestHandler> {
  // React picks its build by NODE_ENV when it is loaded, and the setting may have come from our default.
  // biome-ignore lint/style/noProcessEnv: written for React, not read.
  Object.assign(process.env, { NODE_ENV });
  const { default: next } = await import("next");
  const app = next({
    dev,
    dir: path.resolve(import.meta.dirname, ".."),
    httpServer: server,
    port: PORT,
    hostname: HOST,
  });
  await app.prepare();
  return app.getRequestHandler();
}

const pages = preparePages();
pages.catch((error: unknown) => {
  log.error("web.pages_failed", { error });
  process.exit(1);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (stopping) response.setHeader("connection", "close");
  // The form that is meant for proxies: Next would lead on to whatever host it names.
  if (!request.url?.startsWith("/")) request.url = pathOf(request.url ?? "");
  try {
    // In development the API goes through Next's route handler, which reloads changed code.
    if (!dev && API.test(request.url ?? "") && (await handleNodeRequest(request, response))) return;
    await answerPage(request, response);
  } catch (error) {
    log.error("web.request_failed", { method: request.method, path: request.url?.split("?", 1)[0], error });
    if (response.headersSent) return void response.destroy();
    response.writeHead(500, { "content-type": "application/json", connection: "close" });
    response.end('{"code":"server_error","detail":"Something went wrong on our side."}');
  }
}

function pathOf(target: string): string {
  const url = URL.parse(target);
  return url ? url.pathname + url.search : "/";
}

async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = dev ? null : randomBytes(16).toString("base64");
  const { url = "/" } = request;
  const header = (name: string) => request.headers[name]?.toString();
  const surface = surfaceOf({ header });
  const elsewhere = placeOfPortalPage(request);
  if (elsewhere !== null || !isAnswered({ header }, url)) {
    const isRead = request.method === "GET" || request.method === "HEAD";
    response.setHeader("cache-control", "no-store");
    for (const [name, value] of Object.entries(pageHeaders({ url: "/", isHttps, embedOrigins: [], nonce })))
      response.setHeader(name, value);
    if (elsewhere !== null && isRead) return void response.writeHead(308, { location: elsewhere }).end();
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    return void response.end("There is no such page here.\n");
  }
  const { cookie, authorization, "accept-language": acceptLanguage, "x-posthorn-locale": named } = request.headers;
  const view = await viewOfPage({ url, cookie, authorization });
  const listed = view?.embedOrigins ?? POSTHORN_EMBED_ORIGINS;
  const consoleOrigin = surface === "portal" ? consoleOriginBeside() : null;
  const embedOrigins = consoleOrigin ? [consoleOrigin, ...listed] : listed;
  const framed = surface === "console" ? portalOriginBeside() : null;
  const headers = pageHeaders({ url, isHttps, embedOrigins, framed, nonce });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // In development the API comes this way too.
  const refusal = dev ? null : refusalOfPageRequest(request);
  if (refusal !== null) return void response.writeHead(refusal, { connection: "close" }).end();

  // Wrong passwords are counted by it.
  const { remoteAddress } = request.socket;
  request.headers["x-forwarded-for"] = clientAddress(request.headers, remoteAddress, TRUSTED_PROXIES) ?? undefined;
  dropForwarded(request.headers, remoteAddress, TRUSTED_PROXIES);
  // Next reads the nonce for its scripts from the one, our layout for the theme's from the other.
  request.headers["content-security-policy"] = headers["content-security-policy"];
  request.headers["x-nonce"] = nonce ?? undefined;
  const locale = { url, cookie, acceptLanguage, named: named?.toString(), ofLink: view?.locale };
  request.headers["x-locale"] = localeOfPage(locale);
  request.headers["x-theme"] = themeOfPage(url, view) ?? undefined;
  const visit = visitOfPage({ url, header: (name) => request.headers[name]?.toString() });
  request.headers["x-visit"] = visit?.visit;
  request.headers["x-visit-page"] = visit?.page ?? undefined;
  request.headers["x-embed-origins"] = embedOrigins.join(" ");
  await (await pages)(request, response);
}

/** No new connections; what is in flight may finish within the limit. */
function stop(signal: string): void {
  if (stopping) return;
  stopping = true;
  log.info("web.stopping", { signal });
  server.close(() => void stopTracing(TRACES_WITHIN_MS).then(() => process.exit(0)));
  setInterval(() => server.closeIdleConnections(), 50).unref();
  setTimeout(() => {
    log.warn("web.stopped_with_requests_in_flight");
    process.exit(0);
  }, STOP_WITHIN_MS).unref();
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("unhandledRejection", (error) => log.error("web.unhandled_rejection", { error }));

await startTracing("web");
await checkSecret();

server.on("error", (error) => {
  log.error("web.cannot_listen", { port: PORT, error });
  process.exit(1);
});
for (const warning of settingWarnings()) log.warn("setting_warning", { warning });
server.listen({ port: PORT, host: HOST }, () => log.info("web.listening", { port: PORT, dev }));
startWatch();
