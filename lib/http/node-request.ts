import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env.ts";
import { clientAddress } from "@/lib/http/client-address.ts";
import { decodeUtf8, readBytes } from "@/lib/http/read-body.ts";
import type { RawRequest } from "@/lib/http/respond.ts";

/** A request of node:http as the router reads it. A class, because an object with its own functions for each request costs more. */
export class NodeRequest implements RawRequest {
  readonly method: string;
  readonly url: string;
  private readonly incoming: IncomingMessage;
  private readonly response: ServerResponse;
  private aborted: AbortController | undefined;

  constructor(incoming: IncomingMessage, response: ServerResponse) {
    this.method = incoming.method ?? "GET";
    this.url = incoming.url ?? "/";
    this.incoming = incoming;
    this.response = response;
  }

  header(name: string): string | undefined {
    const value = this.incoming.headers[name];
    return typeof value === "string" ? value : value?.[0];
  }

  /** Only limits by address ask for it. */
  get remoteAddress(): string | null {
    return clientAddress(this.incoming.headers, this.incoming.socket.remoteAddress, env().TRUSTED_PROXIES);
  }

  /** Made on demand: of all requests only streams and waits look at it. */
  get signal(): AbortSignal {
    if (!this.aborted) {
      const controller = new AbortController();
      this.response.once("close", () => controller.abort());
      this.aborted = controller;
    }
    return this.aborted.signal;
  }

  async text(limitBytes: number): Promise<string> {
    return decodeUtf8(await readBytes(this.incoming, limitBytes));
  }

  bytes(limitBytes: number): Promise<Uint8Array> {
    return readBytes(this.incoming, limitBytes);
  }

  allHeaders(): [string, string][] {
    const flat = this.incoming.rawHeaders;
    return Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2] ?? "", flat[i * 2 + 1] ?? ""]);
  }
}
