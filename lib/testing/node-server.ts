import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { handleNodeRequest } from "@/lib/http/node.ts";

/** The web process without its pages: what is theirs is answered 418. Call it once, at the top of the file. */
export function useNodeServer(): { base: () => string } {
  let base = "";
  const server = createServer((request, response) => {
    void handleNodeRequest(request, response).then((handled) => {
      if (!handled) response.writeHead(418).end();
    });
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base: () => base };
}
