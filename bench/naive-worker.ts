// What most start with, as a reference: a job of the queue for each delivery, and five statements for each job. Keep-alive
// and a fast signature, as in the real one; no leases, no lanes, no schedule.
import { type RunnerOptions, run } from "graphile-worker";
import pg from "pg";
import { Agent, request as post } from "undici";
import { unseal } from "@/lib/crypto.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { parseSecret } from "@/lib/webhook/secret.ts";
import { sign, signingKey } from "@/lib/webhook/signature.ts";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const dispatcher = new Agent({ connections: 100, pipelining: 1, keepAliveTimeout: 60_000 });

async function one<T extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<T> {
  const { rows } = await pool.query<T>({ name, text, values });
  const [row] = rows;
  if (!row) throw new Error(`${name}: no row`);
  return row;
}

async function deliver(deliveryId: string): Promise<void> {
  const delivery = await one<{ endpoint_id: string; message_id: string }>(
    "delivery",
    "select endpoint_id, message_id from bench_naive_delivery where id = $1",
    [deliveryId],
  );
  const message = await one<{ application_id: string; event_type: string; payload: string }>(
    "message",
    "select application_id, event_type, payload from message where id = $1",
    [delivery.message_id],
  );
  const endpoint = await one<{ url: string; version: number; secret_id: string; secret_sealed: string }>(
    "endpoint",
    "select e.url, e.version, s.id as secret_id, s.secret_sealed from endpoint e join endpoint_secret s on s.endpoint_id = e.id where e.id = $1",
    [delivery.endpoint_id],
  );
  const key = signingKey(
    parseSecret(
      unseal(
        "endpoint_secret.secret_sealed",
        { id: endpoint.secret_id, applicationId: message.application_id },
        endpoint.secret_sealed,
      ),
    ),
  );
  const id = formatId("message", delivery.message_id);
  const startedAt = new Date();
  const seconds = Math.floor(startedAt.getTime() / 1000);
  const signature = sign(key, id, seconds, message.payload);
  const { statusCode, body } = await post(endpoint.url, {
    method: "POST",
    dispatcher,
    body: message.payload,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(seconds),
      "webhook-signature": signature,
    },
  });
  await body.dump();
  const succeeded = statusCode < 300;
  await pool.query({
    name: "attempt",
    text: `insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, status, class,
        status_code, started_at, duration_ms, signature) values ($1, $2, $3, $4, $5, $6, $7, 1, 0, $8, 0, $9, $10, $11, $12)`,
    values: [
      newUuid(),
      message.application_id,
      delivery.endpoint_id,
      endpoint.version,
      delivery.message_id,
      deliveryId,
      message.event_type,
      succeeded ? 0 : 2,
      statusCode,
      startedAt,
      Date.now() - startedAt.getTime(),
      signature,
    ],
  });
  await pool.query({
    name: "close",
    text: "update bench_naive_delivery set status = $2, attempt_count = attempt_count + 1 where id = $1",
    values: [deliveryId, succeeded ? 1 : 2],
  });
}

const options: RunnerOptions = {
  pgPool: pool,
  concurrency: 100,
  taskList: { bench_deliver: (payload) => deliver((payload as { deliveryId: string }).deliveryId) },
};
await run(options);
process.stdout.write("naive_ready\n");
