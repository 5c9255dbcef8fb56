import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire between the service and its database that can be cut. */
export interface Wire {
  /** The database's URL by way of this wire. */
  url: (direct: string) => string;
  /** Every connection breaks, and no new one is made. */
  cut: () => void;
  /** Connections stay open and carry nothing; new ones are accepted and lead nowhere. */
  swallow: () => void;
  /** What was held back flows on. */
  mend: () => void;
  close: () => Promise<void>;
}

export async function startWire(): Promise<Wire> {
  const pairs = new Set<[Socket, Socket]>();
  let state: "whole" | "cut" | "swallowing" = "whole";
  let target = 0;

  const server = createServer((inner) => {
    inner.on("error", () => {});
    if (state === "cut") return void inner.destroy();
    const outer = connect(target, "127.0.0.1");
    outer.on("error", () => inner.destroy());
    const pair: [Socket, Socket] = [inner, outer];
    pairs.add(pair);
    for (const [from, to] of [pair, pair.toReversed() as [Socket, Socket]]) {
      // Written out, because a pipe would go on by itself after a pause.
      from.on("data", (chunk) => void to.write(chunk));
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
      if (state === "swallowing") from.pause();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  const { port } = address;

  return {
    url: (direct) => {
      const changed = new URL(direct);
      target = Number(changed.port);
      changed.port = String(port);
      return changed.href;
    },
    cut: () => {
      state = "cut";
      for (const [inner] of pairs) inner.destroy();
    },
    swallow: () => {
      state = "swallowing";
      for (const socket of [...pairs].flat()) socket.pause();
    },
    mend: () => {
      state = "whole";
      for (const socket of [...pairs].flat()) socket.resume();
    },
    close: async () => {
      for (const [inner] of pairs) inner.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
