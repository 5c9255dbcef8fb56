// Run by the supervisor at each start, after the migrations: first key, first account, demo. What exists is left alone.
// Everything that it prints is for the person at the terminal, and is there once.
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "@/lib/db.ts";
import { createApiKey } from "@/lib/domain/api-keys/create.ts";
import { apiKeyExists, hasApiKey } from "@/lib/domain/api-keys/exists.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { createPortalLink } from "@/lib/domain/portal-links/create.ts";
import { requireRightSecretUnscoped } from "@/lib/domain/secrets/canary.ts";
import { createFirstStaff, hasStaff, issueSetUpToken } from "@/lib/domain/staff/set-up.ts";
import { env } from "@/lib/env.ts";
import { DEMO_UID, examplePayload, keepDemoReachable, seedDemo } from "@/prisma/seed.ts";
import { KEYS_READY } from "@/scripts/lib/keys-ready.mjs";

const SYSTEM: Context = { actor: { kind: "system", label: "Posthorn" }, requestId: "bootstrap" };
const READY_WITHIN_MS = 60_000;

const { HOST, PORT, PUBLIC_URL, POSTHORN_ADMIN_EMAIL, POSTHORN_ADMIN_PASSWORD, POSTHORN_DEMO } = env();
const bootstrapKey = env().POSTHORN_BOOTSTRAP_API_KEY;

interface Line {
  label: string;
  text: string;
  note?: string;
}

async function firstApiKey(): Promise<Line[]> {
  if (bootstrapKey) {
    if (!(await apiKeyExists(bootstrapKey))) await createApiKey(SYSTEM, { name: "Bootstrap key", token: bootstrapKey });
    return [];
  }
  if (await hasApiKey(DEFAULT_ORGANIZATION)) return [];
  const { token } = await createApiKey(SYSTEM, { name: "First key" });
  return [{ label: "API key", text: token, note: "shown this once; keep it" }];
}

async function firstStaff(): Promise<Line> {
  const console = `${PUBLIC_URL}/console`;
  if (POSTHORN_ADMIN_EMAIL && POSTHORN_ADMIN_PASSWORD && !(await hasStaff())) {
    await createFirstStaff(SYSTEM, { email: POSTHORN_ADMIN_EMAIL, password: POSTHORN_ADMIN_PASSWORD });
  }
  if (await hasStaff()) return { label: "Console", text: console };
  const token = await issueSetUpToken(SYSTEM, { email: POSTHORN_ADMIN_EMAIL });
  return {
    label: "Console",
    text: `${console}/set-up#k=${token}`,
    note: "makes the first account; works once, for 24 hours",
  };
}

function answers(path: string): Promise<boolean> {
  const host = HOST && HOST !== "0.0.0.0" && HOST !== "::" ? HOST : "127.0.0.1";
  return new Promise((resolve) => {
    const request = http.get({ host, port: PORT, path, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", () => resolve(false));
    request.on("timeout", () => request.destroy());
  });
}

/** When the server does not come up the events are sent nevertheless: they wait in the database as any others. */
async function untilReady(): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !(await answers("/api/health/ready"))) await sleep(100);
}

async function demoPortal(): Promise<Line[]> {
  const application = await findApplication(SYSTEM, DEMO_UID);
  if (!application) return [];
  const { url } = await createPortalLink(SYSTEM, { applicationId: application.id });
  return [{ label: "Portal", text: url, note: `what your customer "${application.name}" sees; works once` }];
}

/**
 * A command that works as it is pasted, with the key itself when this start has made it. A key that was given to us is
 * known to who gave it: what is printed here may be kept in a log.
 */
function curl(newKey: string | undefined): string[] {
  const body = JSON.stringify({ eventType: "job.created", payload: JSON.parse(examplePayload("job.created")) });
  return [
    `curl -X POST ${PUBLIC_URL}/api/v1/app/${DEMO_UID}/msg \\`,
    `  -H "authorization: Bearer ${newKey ?? "$POSTHORN_API_KEY"}" \\`,
    `  -H "content-type: application/json" \\`,
    `  -d '${body}'`,
  ];
}

function print(lines: Line[], command: string[]): void {
  const width = Math.max(...lines.map(({ label }) => label.length));
  const rows = lines.map(({ label, text, note }) => `  ${label.padEnd(width)}  ${text}${note ? `  (${note})` : ""}`);
  const send =
    command.length > 0 ? ["", "  Send an event to the demo customer:", "", ...command.map((row) => `  ${row}`)] : [];
  process.stdout.write(`${["", ...rows, ...send, ""].join("\n")}\n`);
}

try {
  await requireRightSecretUnscoped();
  const key = await firstApiKey();
  const staff = await firstStaff();
  // Whoever waits for the service to be ready may use its key at once: the supervisor starts the web process on this line.
  process.stdout.write(`${KEYS_READY}\n`);
  if (POSTHORN_DEMO) {
    await keepDemoReachable();
    await seedDemo(untilReady);
  }
  const portal = POSTHORN_DEMO ? await demoPortal() : [];
  const lines = [...portal, staff, { label: "API", text: `${PUBLIC_URL}/api/v1` }, ...key];
  print(lines, portal.length > 0 ? curl(key[0]?.text) : []);
} finally {
  await closeDatabase();
}
