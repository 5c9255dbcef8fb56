import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { measured } from "@/e2e/faults/report.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance } from "@/e2e/service.ts";
import { ensureInstanceDirectory } from "@/scripts/lib/data-directory.mjs";
import { runningServer } from "@/scripts/lib/postgres-cluster.mjs";

const INSTANCE = "e2e-faults-disk";
const DISK_MB = 160;

/** A small disk for the database. @returns null where mounting is not permitted. */
function mountDisk(): string | null {
  forgetInstance(INSTANCE);
  const home = ensureInstanceDirectory(INSTANCE);
  const { uid, gid } = fs.statSync(home);
  const options = `size=${DISK_MB}m,mode=700,uid=${uid},gid=${gid}`;
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", home]);
  return status === 0 ? home : null;
}

/** Takes every byte that is left. */
function fill(home: string): string {
  const file = path.join(home, "filler");
  const block = Buffer.alloc(64 * 1024);
  const handle = fs.openSync(file, "w");
  try {
    for (let written = 0; written < DISK_MB * 16; written++) fs.writeSync(handle, block);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    fs.closeSync(handle);
  }
  return file;
}

let disk: string | null = null;
let service: Installation | null = null;
test.afterAll(async () => {
  await service?.stop();
  if (disk) execFileSync("umount", [disk]);
});

test("G6 a full disk gives 503 and never 202 without a commit, and space makes it work again", async () => {
  test.setTimeout(240_000);
  disk = mountDisk();
  test.skip(disk === null, "A small disk cannot be mounted here.");
  const home = disk ?? "";
  const installation = await startInstallation(INSTANCE, {
    isForgotten: true,
    postgresSettings: { max_wal_size: "48MB", min_wal_size: "32MB", checkpoint_timeout: "30s" },
  });
  service = installation;
  installation.keepWorkers();
  const customer = await aCustomer(installation.svix);
  const load = startLoad(() => installation.url, customer.application);
  await customer.receiver.waitFor(100);

  const filler = fill(home);
  await until(
    "503",
    async () => ((load.otherAnswers.get(503) ?? 0) > 20 ? {} : notYet([load.accepted.size, ...load.otherAnswers])),
    90_000,
  );
  expect((await fetch(`${installation.url}/api/health`)).status, "alive").toBe(200);
  const acceptedWhileFull = load.accepted.size;
  fs.rmSync(filler);
  // A log that cannot be written ends the server; whoever runs it starts it again.
  const died = !runningServer(home);
  if (died) await installation.postgres.start();
  await until(
    "messages to be accepted again",
    async () => (load.accepted.size > acceptedWhileFull + 100 ? {} : notYet([...load.otherAnswers])),
    60_000,
  );
  await load.stop();
  const ledger = await checkLedger({ ...installation, customer, accepted: load.accepted.values() });

  expect([503], "and never a wrong answer").toEqual(expect.arrayContaining([...load.otherAnswers.keys()]));
  expect([load.withoutRetryAfter(), load.hung()]).toEqual([0, 0]);
  measured(
    `${ledger.accepted} accepted, ${load.otherAnswers.get(503)} times 503, ${ledger.repeated} repeated; ` +
      `PostgreSQL ${died ? "stopped and was started again" : "went on by itself"}`,
  );
  await customer.receiver.close();
});
