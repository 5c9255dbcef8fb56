import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Svix } from "svix";
import { connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { serverEnvironment } from "@/e2e/environment.ts";
import { aCustomer, sendMessages } from "@/e2e/faults/customer.ts";
import { openPool } from "@/e2e/faults/installation.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { checked, measured } from "@/e2e/faults/report.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

const SOURCE = "e2e-faults-backup";
const TARGET = "e2e-faults-restored";
const SCRIPT = path.resolve(import.meta.dirname, "../../scripts/backup.mjs");

/**
 * As an operator runs it; the secret is the file beside the database. The receivers live in this process, and must answer
 * meanwhile: a try that fails waits for an hour.
 */
async function run(verb: "backup" | "restore", instance: string, directory: string): Promise<string> {
  const env = { ...process.env, ...serverEnvironment(1, instance) };
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, verb, directory], { env });
  return stdout;
}

test("G10 a backup of the embedded database, taken while deliveries run, is restored and goes on @ci", async () => {
  test.setTimeout(240_000);
  for (const instance of [SOURCE, TARGET] as const) forgetInstance(instance);
  const directory = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "posthorn-backup-")), "copy");
  // Empty: the secret is made by the start, and goes with the backup. Tries that fail wait for long.
  const settings = { POSTHORN_SECRET: "", POSTHORN_DEMO: "0", RETRY_SCHEDULE_SECONDS: "3600" };
  const services: Service[] = [await startService(SOURCE, settings)];
  const [first] = services;
  if (!first) throw new Error("It was started.");
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: first.url });
  const [customer, sick] = await Promise.all([aCustomer(svix), aCustomer(svix)]);
  sick.receiver.answerWith(500);
  const waiting = await sendMessages(svix, sick, [1, 2, 3]);
  await sick.receiver.waitFor(3);

  const load = startLoad(() => first.url, customer.application);
  await customer.receiver.waitFor(100);
  const before = [...load.accepted.values()];
  const { data: delivered } = await connect(first.url)("GET /app/{app_id}/delivery", {
    params: { app_id: customer.application.id },
    query: { status: ["delivered"] },
  });
  const ended = delivered.map(({ messageId }) => messageId);
  expect(ended.length).toBeGreaterThan(0);
  expect(await run("backup", SOURCE, directory)).toContain("while the service runs");
  expect(fs.statSync(directory).mode & 0o077, "readable by its owner alone").toBe(0);
  await expect(run("restore", SOURCE, directory)).rejects.toThrow("Stop the service first");
  const seen = customer.receiver.requests.length;
  await customer.receiver.waitFor(seen + 50);
  await load.stop();
  expect(await first.stop()).toBe(0);

  expect(await run("restore", TARGET, directory)).toContain("Restored");
  const sentBefore = customer.receiver.requests.length;
  services.push(await startService(TARGET, settings));
  const second = services[1];
  if (!second) throw new Error("It was started.");
  // What was in flight when the copy was taken has a lease, whose end is not waited for.
  const sql = openPool(second.databaseUrl());
  await sql.query("update delivery_pending set lease_until = now() where lease_until > now()");
  await sql.end();
  const client = connect(second.url);
  const restored = new Svix(BOOTSTRAP_API_KEY, { serverUrl: second.url });
  const pending = async (app: string) => {
    const { data } = await client("GET /app/{app_id}/delivery", {
      params: { app_id: app },
      query: { status: ["sending", "retrying"] },
    });
    return data;
  };
  await until(
    "nothing to be under way",
    async () => {
      const left = await pending(customer.application.id);
      return left.length === 0 ? {} : notYet(left);
    },
    75_000,
  );

  // What was accepted before it began is in it, as is what waits for its next try, with its secrets.
  const all = new Map<string, string>();
  let iterator: string | null = null;
  do {
    const page = await restored.message.list(customer.application.id, { limit: 250, iterator });
    for (const { id } of page.data) all.set(id, id);
    iterator = page.done ? null : page.iterator;
  } while (iterator);
  expect(before.filter(({ id }) => !all.has(id))).toEqual([]);
  expect((await pending(sick.application.id)).length).toBe(waiting.length);
  expect(await restored.endpoint.getSecret(customer.application.id, customer.endpoint.id)).toEqual({
    key: customer.secret,
  });

  // Sent again is only what the copy does not know to have ended: under the same ids, the same bytes.
  const payloads = new Map([...load.accepted.values()].map(({ id, payload }) => [id, payload]));
  const again = customer.receiver.requests.slice(sentBefore);
  for (const { headers, rawBody } of again) {
    expect(all.has(String(headers["webhook-id"]))).toBe(true);
    expect(rawBody.toString()).toBe(payloads.get(String(headers["webhook-id"])));
  }
  expect(again.filter(({ headers }) => ended.includes(String(headers["webhook-id"])))).toEqual([]);

  // It is a service like any other.
  const [fresh] = await sendMessages(restored, customer, [9_999_999]);
  await customer.receiver.waitFor(({ headers }) => headers["webhook-id"] === fresh?.id);
  measured(
    `online backup under load: ${before.length} accepted before it, 0 missing, ${again.length} of ${all.size} sent again`,
  );
  checked("I1", "I2", "I3");
  await second.stop();
  await Promise.all([customer, sick].map(({ receiver }) => receiver.close()));
  for (const instance of [SOURCE, TARGET] as const) forgetInstance(instance);
  fs.rmSync(path.dirname(directory), { recursive: true });
});
