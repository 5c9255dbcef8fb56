import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import pg from "pg";
import { type Started, type StartedProcess, startServer, startUntil, stopAll } from "@/bench/processes.ts";
import { hashToken, seal } from "@/lib/crypto.ts";
import { newUuid } from "@/lib/ids.ts";
import { ROOT } from "@/scripts/lib/data-directory.mjs";
import { startEmbeddedPostgres } from "@/scripts/lib/embedded-postgres.mjs";
import { migrate } from "@/scripts/lib/migrate.mjs";
import { freePort } from "@/scripts/lib/port.mjs";
import { NEXT, staleBuild } from "@/scripts/lib/web-build.mjs";

export const API_KEY = "ph_live_benchOnlyLoopback0000000000000000000";
const SECRET = "a-secret-that-only-benchmarks-know-0123456789";
const ENDPOINT_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

export interface Stack {
  pool: pg.Pool;
  env: Record<string, string>;
  receivers: Started[];
  startWorker(): Promise<StartedProcess>;
  startWeb(): Promise<Started & { pid: number }>;
  /** A new application whose endpoints are spread over the given receivers; answers its wire-independent ids. */
  makeApplication(urls: string[]): Promise<{ uid: string; applicationId: string; endpointIds: string[] }>;
  stop(): Promise<void>;
}

/** The web process serves pages too, and does not start without them. */
function buildPages(): void {
  const remember = staleBuild();
  if (!remember) return;
  execFileSync(process.execPath, [NEXT, "build"], {
    cwd: ROOT,
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  remember();
}

/** PostgreSQL as shipped, in a database of its own, with the settings of a fresh install, and receivers. */
export async function startStack(): Promise<Stack> {
  const server = await startEmbeddedPostgres({ instance: `bench-${process.pid}`, preferredPort: 0 });
  await migrate(server.url);
  const port = await freePort(0);
  const env = {
    DATABASE_URL: server.url,
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    POSTHORN_SECRET: SECRET,
    POSTHORN_EGRESS_ALLOW: "127.0.0.0/8",
    POSTHORN_LOG_LEVEL: "info",
    API_REQUESTS_PER_MINUTE: "0",
    NODE_ENV: "production",
  };
  Object.assign(process.env, env);
  const pool = new pg.Pool({ connectionString: server.url, max: 4 });
  // Told by whatever is asked next; without a listener it would end the process and leave the others behind.
  pool.on("error", () => {});
  await pool.query(
    "insert into api_key (id, organization_id, name, token_hash, last4, created_by) values ($1, 'org_default', 'bench', $2, '0000', 'bench')",
    [newUuid(), hashToken(API_KEY)],
  );
  const receivers = await Promise.all([startServer("bench/receiver.ts"), startServer("bench/receiver.ts")]);

  return {
    pool,
    env,
    receivers,
    startWorker: () => startUntil("worker/main.ts", "worker_ready", env),
    async startWeb() {
      buildPages();
      const web = await startUntil("web/main.ts", "web.listening", env);
      return { url: env.PUBLIC_URL, pid: web.pid, stop: web.stop };
    },
    async makeApplication(urls) {
      const applicationId = newUuid();
      const uid = `bench-${applicationId}`;
      await pool.query(
        "insert into application (id, organization_id, uid, name) values ($1, 'org_default', $2, 'Bench')",
        [applicationId, uid],
      );
      const endpointIds: string[] = [];
      for (const url of urls) {
        const endpointId = newUuid();
        const secretId = newUuid();
        endpointIds.push(endpointId);
        await pool.query("insert into endpoint (id, application_id, url) values ($1, $2, $3)", [
          endpointId,
          applicationId,
          url,
        ]);
        await pool.query("insert into endpoint_version (endpoint_id, version, url) values ($1, 1, $2)", [
          endpointId,
          url,
        ]);
        await pool.query(
          "insert into endpoint_secret (id, endpoint_id, secret_sealed, last4) values ($1, $2, $3, 'xxxx')",
          [
            secretId,
            endpointId,
            seal("endpoint_secret.secret_sealed", { id: secretId, applicationId }, ENDPOINT_SECRET),
          ],
        );
      }
      return { uid, applicationId, endpointIds };
    },
    async stop() {
      await stopAll();
      await pool.end();
      await server.stop();
      rmSync(server.home, { recursive: true, force: true });
    },
  };
}

export interface ReceiverStats {
  stamps: number[];
  latencies: number[];
}
export async function statsOf(receiver: Started): Promise<ReceiverStats> {
  return (await fetch(`${receiver.url}/-/stats`)).json() as Promise<ReceiverStats>;
}
export async function idsOf(receiver: Started): Promise<Record<string, number>> {
  return (await fetch(`${receiver.url}/-/ids`)).json() as Promise<Record<string, number>>;
}
export async function countOf(receivers: Started[]): Promise<number> {
  const counts = await Promise.all(
    receivers.map(async (receiver) => Number(await (await fetch(`${receiver.url}/-/count`)).text())),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
export async function resetAll(receivers: Started[]): Promise<void> {
  await Promise.all(receivers.map((receiver) => fetch(`${receiver.url}/-/reset`)));
}

/** Polls until the condition holds. @throws Error when it does not within the limit. */
export async function until(what: string, condition: () => Promise<boolean>, limitMs: number): Promise<void> {
  const endMs = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > endMs) throw new Error(`${what} took longer than ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
