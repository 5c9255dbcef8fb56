import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Host {
  origin: string;
  /** The page's body from now on. */
  show: (body: string) => void;
  /** A script at `/page.js`. */
  serve: (script: string) => void;
  /** What `POST /fresh` answers: a portal link for a page whose session has ended. */
  refreshWith: (link: () => Promise<string>) => void;
  close: () => Promise<void>;
}

/** A page of some operator, on a loopback address: another address is another site. */
export async function startHost(address: "127.0.0.1" | "127.0.0.2"): Promise<Host> {
  let body = "";
  let script = "";
  let fresh = async () => "";
  const server = createServer(async (request, response) => {
    if (request.url === "/page.js") return void response.setHeader("content-type", "text/javascript").end(script);
    if (request.url === "/fresh") return void response.end(await fresh());
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="en"><title>Acme</title><body style="margin:0">${body}</body></html>`);
  });
  server.listen(0, address);
  await once(server, "listening");
  return {
    origin: `http://${address}:${(server.address() as AddressInfo).port}`,
    show: (next) => {
      body = next;
    },
    serve: (next) => {
      script = next;
    },
    refreshWith: (link) => {
      fresh = link;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
