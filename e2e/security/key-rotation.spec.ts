import { aCustomer } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { startProgram, stopProgram } from "@/e2e/faults/program.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const [OLD, NEW] = ["the-secret-before-0123456789-0123456789", "the-secret-after-0123456789-0123456789-"];
const settings = (current: string, others = "") => ({ POSTHORN_SECRET: current, POSTHORN_SECRET_OTHERS: others });

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-security-rotation", { workers: 0, settings: settings(OLD) });
});
test.afterAll(() => service.stop());

/** `npm run re-encrypt` as an operator runs it, beside the service. */
async function reEncrypt(secrets: Record<string, string>, ...options: string[]) {
  const environment = { DATABASE_URL: service.postgres.url, ...secrets };
  const program = startProgram("scripts/re-encrypt.ts", environment, [], { args: options });
  return { code: await program.ended, lines: program.lines };
}

test("the secret is changed under load, with two generations of workers at once, and every signature is valid", async () => {
  test.setTimeout(180_000);
  const first = await service.startWorker();
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application, { senders: 2 });
  const afterMore = () => customer.receiver.waitFor(customer.receiver.requests.length + 50);
  await afterMore();

  // 1. Everybody learns the secret to come.
  const reading = await service.startWorker({ settings: settings(OLD, NEW) });
  expect(await stopProgram(first)).toBe(0);
  await afterMore();
  // 2. One after the other has it in use; a web process makes endpoints with it while a worker has the old one.
  await stopProgram(service.web());
  await service.startWeb(settings(NEW, OLD));
  const later = await aCustomer(service.svix);
  const laterLoad = startLoad(() => service.url, later.application, { senders: 1 });
  await later.receiver.waitFor(50);
  await afterMore();
  const writing = await service.startWorker({ settings: settings(NEW, OLD) });
  await afterMore();
  expect(await stopProgram(reading)).toBe(0);
  // 3. What is stored follows.
  const before = await reEncrypt(settings(NEW, OLD), "--check");
  expect([before.code, before.lines.join("\n")]).toEqual([1, expect.stringContaining("Still needed: ")]);
  const done = await reEncrypt(settings(NEW, OLD));
  expect(done.lines.at(-1)).toContain("may be taken out of the settings");
  expect(done.code).toBe(0);
  expect((await reEncrypt(settings(NEW, OLD), "--check")).code).toBe(0);
  await afterMore();
  // 4. The old one is gone.
  await stopProgram(service.web());
  await service.startWeb(settings(NEW));
  await service.startWorker({ settings: settings(NEW) });
  expect(await stopProgram(writing)).toBe(0);
  await afterMore();

  // Each signature is made again with the published library, and held to what the receiver got.
  for (const one of [
    { customer, load },
    { customer: later, load: laterLoad },
  ]) {
    await one.load.stop();
    const ledger = await checkLedger({ ...service, customer: one.customer, accepted: one.load.accepted.values() });
    expect([ledger.accepted > 100, ledger.delivered, ledger.repeated]).toEqual([true, ledger.accepted, 0]);
    await one.customer.receiver.close();
  }
  const { rows } = await service.sql.query(
    "select distinct split_part(secret_sealed, ':', 2) as id from endpoint_secret",
  );
  expect(rows).toHaveLength(1);
});

test("with a wrong secret neither web nor worker starts: they say what to do and end for good", async () => {
  await stopProgram(service.web());
  const workers = service.workers.length;
  const started = [
    service.startWorker({ settings: settings("a-secret-of-another-installation-0123456789") }),
    service.startWeb(settings("a-secret-of-another-installation-0123456789")),
  ];
  for (const one of started) {
    const words = await one.then(
      () => "it started",
      (error: unknown) => String(error),
    );
    expect(words).toContain("this database is encrypted with another secret (key ");
    expect(words).toContain("docs/secrets.md");
    expect(words).not.toContain("a-secret-of-another-installation");
  }
  for (const program of [service.web(), ...service.workers.slice(workers)]) expect(await program.ended).toBe(78);
});
