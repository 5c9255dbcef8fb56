// The least that could be called a webhook service, as a reference for latency: one HTTP request in, one committed
// insert, one POST out. No routing, no retries, no signature. Its argument is the receiver's URL.
import { createServer } from "node:http";
import pg from "pg";
import { Agent, request as post } from "undici";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const target = process.argv[2] ?? "";
const dispatcher = new Agent({ connections: 100, pipelining: 1, keepAliveTimeout: 60_000 });
await pool.query("create table if not exists bench_bare (id bigserial primary key, body text)");

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const { payload } = JSON.parse(Buffer.concat(chunks).toString()) as { payload: unknown };
    const body = JSON.stringify(payload);
    await pool.query({ name: "insert", text: "insert into bench_bare (body) values ($1)", values: [body] });
    response.writeHead(202, { "content-type": "application/json" }).end("{}");
    const { body: reply } = await post(target, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
      dispatcher,
    });
    await reply.dump();
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`listening ${address.port}\n`);
});
