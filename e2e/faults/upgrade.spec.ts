import { Svix } from "svix";
import { connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer } from "@/e2e/faults/customer.ts";
import { openPool } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { startPostgres } from "@/e2e/faults/postgres.ts";
import { type Program, stopProgram } from "@/e2e/faults/program.ts";
import { checkOut, openRelease, type Web } from "@/e2e/faults/release.ts";
import { startVisitor } from "@/e2e/faults/soak/visitor.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance } from "@/e2e/service.ts";
import { readMigrations } from "@/scripts/lib/migrate.mjs";

const FROM = process.env.UPGRADE_FROM;
const INSTANCE = "e2e-faults-upgrade";
const CUSTOMERS = 4;
/** Deliveries in each state of the roll-out. */
const STEP = 500;

test("a release is rolled out under load, and back again on its schema, and nothing is lost", async () => {
  test.skip(!FROM, "`npm run upgrade-test` runs it");
  test.setTimeout(900_000);
  const oldRoot = checkOut(String(FROM));
  forgetInstance(INSTANCE);
  const postgres = await startPostgres(INSTANCE);
  const settings = { RETRY_SCHEDULE_SECONDS: "2,5,5,10,10,20" };
  const old = openRelease("old", postgres.url, settings, oldRoot);
  const next = openRelease("new", postgres.url, settings);
  await old.migrate();
  await old.bootstrap();
  const sql = openPool(postgres.url);
  const countMigrations = async () => {
    const { rows } = await sql.query('select count(*)::int as n from "_prisma_migrations"');
    return Number(rows[0].n);
  };
  const before = await countMigrations();

  // Who is asked next, as a load balancer would have it: one after the other of those that are up.
  const webs: Web[] = [await old.startWeb()];
  let turn = 0;
  const url = () => webs[turn++ % webs.length]?.url ?? "";
  const retire = async (program: Program) => {
    const at = webs.findIndex(({ pid }) => pid === program.pid);
    if (at >= 0) webs.splice(at, 1);
    expect(await stopProgram(program), "an ordered stop").toBe(0);
  };
  let oldWorker = await old.startWorker();
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: url() });
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => aCustomer(svix)));
  const loads = customers.map(({ application }) => startLoad(url, application, { senders: 1 }));
  const visitor = startVisitor(url, customers);
  const received = () => customers.reduce((sum, { receiver }) => sum + receiver.requests.length, 0);
  const step = async (what: string) => {
    const wanted = received() + STEP;
    await until(`${STEP} deliveries ${what}`, async () => (received() >= wanted ? {} : notYet(received())), 120_000);
  };
  await step("with the old release");

  await next.migrate();
  expect(await countMigrations(), "migrations of the new release").toBe(readMigrations().length);
  await step("with the old release on the new schema");
  const newWeb = await next.startWeb();
  webs.push(newWeb);
  await step("with an old worker, and web processes of both");
  const newWorker = await next.startWorker();
  await step("with both releases");
  const [oldWeb] = webs;
  if (!oldWeb) throw new Error("The old release is up.");
  await retire(oldWeb);
  await step("with workers of both, and the new web process");
  await retire(oldWorker);
  await step("with the new release");

  const oldWebAgain = await old.startWeb();
  webs.push(oldWebAgain);
  oldWorker = await old.startWorker();
  await step("with both releases, on the way back");
  await retire(newWeb);
  await retire(newWorker);
  await step("with the old release again");
  await Promise.all([...loads.map((load) => load.stop()), visitor.stop()]);

  const sums = { accepted: 0, delivered: 0, repeated: 0, workerLost: 0 };
  for (const [n, customer] of customers.entries()) {
    const accepted = loads[n]?.accepted.values() ?? [];
    const ledger = await checkLedger({ customer, accepted, sql, client: connect(oldWebAgain.url) });
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += ledger[key];
    // 0 is a connection that was closed by a web process on its way out; the sender asks again.
    expect([...(loads[n]?.otherAnswers.keys() ?? [])].filter((status) => status !== 0)).toEqual([]);
  }
  expect(sums.workerLost, "tries that lost their worker").toBe(0);
  expect([...visitor.answers.keys()].filter((status) => status >= 300)).toEqual([]);
  const errors = [...webs, oldWorker, newWorker, newWeb, oldWeb].flatMap(({ lines }) =>
    lines.filter((line) => /"level":"error"/.test(line)),
  );
  expect(errors.slice(0, 3)).toEqual([]);
  console.log(
    `from ${FROM}: ${readMigrations().length - before} migrations, ${sums.accepted} accepted, ${sums.delivered} delivered, ` +
      `${sums.accepted - sums.delivered} lost, ${sums.repeated} repeated (replays of visitors among them), ${sums.workerLost} tries lost`,
  );

  await Promise.all([oldWebAgain, oldWorker].map(stopProgram));
  await Promise.all(customers.map(({ receiver }) => receiver.close()));
  await sql.end();
  await postgres.stop();
  forgetInstance(INSTANCE);
});
