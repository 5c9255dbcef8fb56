import { createServer } from "node:http";

export interface PostReceiver {
  url: string;
  requests: { headers: Record<string, string>; body: string }[];
  close(): Promise<void>;
}

/** Takes posts and answers with these codes in turn, then with 200. A redirect leads back to itself. */
export async function startReceiver(codes: number[]): Promise<PostReceiver> {
  const requests: PostReceiver["requests"] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      requests.push({ headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(codes.shift() ?? 200, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
