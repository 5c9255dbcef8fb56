import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy {
  url: string;
  /** Host and port of every CONNECT. */
  asked: string[];
  /** Answers every CONNECT with this status; null lets it through. */
  refuseWith: (status: number | null) => void;
  close: () => Promise<void>;
}

/** An HTTP proxy that knows CONNECT alone. Every name leads to one address of this machine, as if it had resolved it. */
export async function startConnectProxy({ leadsTo }: { leadsTo: string }): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let refusal: number | null = null;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer((_request, response) => void response.writeHead(400).end());
  server.on("connect", ({ url = "" }, client: Socket) => {
    asked.push(url);
    keep(client);
    if (refusal !== null) return void client.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`);
    const upstream = connect({ host: leadsTo, port: Number(url.split(":").at(-1)) }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    keep(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    refuseWith: (status) => {
      refusal = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
