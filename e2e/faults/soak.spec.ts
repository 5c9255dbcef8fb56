import fs from "node:fs";
import os from "node:os";
import { startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { checked, measured } from "@/e2e/faults/report.ts";
import { isSteady, type SoakReport, soakPage, soakSentence } from "@/e2e/faults/soak/page.ts";
import { startSoakReceiver } from "@/e2e/faults/soak/receiver.ts";
import { inject, type Stage } from "@/e2e/faults/soak/rota.ts";
import { openSampler } from "@/e2e/faults/soak/samples.ts";
import { judgeDatabase, judgeProcess } from "@/e2e/faults/soak/verdict.ts";
import { startVisitor } from "@/e2e/faults/soak/visitor.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const MINUTES = Number(process.env.SOAK_MINUTES ?? 0);
const CUSTOMERS = 8;
const PERIOD_MS = 60_000;
/** A short run has every fault once as well. */
const FAULTS_AT_LEAST = 10;
/** What lost its worker several times comes back lease by lease. */
const RECOVERED_WITHIN_MS = 360_000;

/** Hours, in minutes: retries come soon, and a breaker gives a receiver a rest of seconds. */
const SETTINGS = {
  RETRY_SCHEDULE_SECONDS: "2,5,5,10,10,20,20,30,30,60",
  BREAKER_FAILURES: "5",
  BREAKER_PAUSE_SECONDS: "5",
  BREAKER_MAX_PAUSE_SECONDS: "10",
};

test("S1 load, people and a fault each minute lose nothing, and leave nothing behind", async () => {
  test.skip(MINUTES === 0, "`npm run soak` runs it");
  const runMs = MINUTES * 60_000;
  test.setTimeout(runMs + RECOVERED_WITHIN_MS * 2);
  const sampler = openSampler();
  const service = await startInstallation("e2e-faults-soak", {
    settings: {
      ...SETTINGS,
      ...sampler.settings,
      NODE_OPTIONS: `${sampler.settings.NODE_OPTIONS} --max-semi-space-size=64`,
    },
    workers: 2,
  });
  const [steady, first] = service.workers;
  if (!steady || !first) throw new Error("Two workers were started.");
  sampler.watch("web", service.web());
  sampler.watch("worker", steady);
  sampler.watch("worker, replaced", first);
  sampler.start(service.postgres);

  const customers = await Promise.all(
    Array.from({ length: CUSTOMERS }, async () => {
      const receiver = await startSoakReceiver();
      const application = await service.svix.application.create({ name: "Customer" });
      const endpoint = await service.svix.endpoint.create(application.id, { url: receiver.url });
      const { key } = await service.svix.endpoint.getSecret(application.id, endpoint.id);
      return { receiver, application, endpoint, secret: key };
    }),
  );
  const startedMs = Date.now();
  const loads = customers.map(({ application }) => startLoad(() => service.url, application, { senders: 1 }));
  const visitor = startVisitor(() => service.url, customers);
  const stage: Stage = {
    service,
    receivers: customers.map(({ receiver }) => receiver),
    mortal: first,
    replace: async () => {
      const worker = await service.startWorker();
      sampler.watch("worker, replaced", worker);
      return worker;
    },
  };
  const faults = await inject(stage, {
    untilMs: startedMs + runMs,
    periodMs: Math.min(PERIOD_MS, runMs / FAULTS_AT_LEAST),
  });
  await Promise.all([...loads.map((load) => load.stop()), visitor.stop()]);
  const loadSeconds = (Date.now() - startedMs) / 1000;
  const calmMs = Date.now();

  const sums = { accepted: 0, delivered: 0, repeated: 0, workerLost: 0, late: 0 };
  let drainedSeconds = 0;
  for (const [n, customer] of customers.entries()) {
    const load = loads[n];
    if (!load) continue;
    const { deliveries: _, ...ledger } = await checkLedger({
      ...service,
      customer,
      accepted: load.accepted.values(),
      recoveredWithinMs: RECOVERED_WITHIN_MS,
    });
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += ledger[key];
    if (n === 0) drainedSeconds = (Date.now() - calmMs) / 1000;
    expect([0, 503], "unavailable, and never a wrong answer").toEqual(
      expect.arrayContaining([...load.otherAnswers.keys()]),
    );
    expect([load.withoutRetryAfter(), load.hung()], "503 says when to come back, and nobody is left hanging").toEqual([
      0, 0,
    ]);
  }
  expect([...visitor.answers.keys()].filter((status) => status >= 300 && status !== 503)).toEqual([]);
  expect(
    [service.web(), steady].map(({ hasEnded }) => hasEnded()),
    "nobody had to be started again",
  ).toEqual([false, false]);
  await sampler.stop();

  const whole = sampler.generations.filter(({ pid }) => [service.web().pid, steady.pid].includes(pid));
  const others = sampler.generations.filter((generation) => !whole.includes(generation));
  const report: SoakReport = {
    ...sums,
    day: new Date().toISOString().slice(0, 10),
    minutes: MINUTES,
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model ?? "?"}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
    perSecond: sums.accepted / loadSeconds,
    unanswered: loads.reduce((sum, { otherAnswers }) => sum + [...otherAnswers.values()].reduce((a, b) => a + b, 0), 0),
    slowestAnswerMs: Math.max(...loads.map((load) => load.slowestMs())),
    drainedSeconds,
    visits: [...visitor.answers.values()].reduce((a, b) => a + b, 0),
    faults,
    processes: whole.map(judgeProcess),
    replaced: {
      count: others.length,
      peakMb: Math.max(0, ...others.flatMap(({ samples }) => samples.map(({ rssBytes }) => rssBytes / 2 ** 20))),
    },
    database: judgeDatabase(sampler.database),
  };
  if (process.env.SOAK_PAGE) fs.writeFileSync(process.env.SOAK_PAGE, soakPage(report));
  measured(soakSentence(report));
  await Promise.all(customers.map(({ receiver }) => receiver.close()));
  await service.stop();
  expect(isSteady(report), soakPage(report)).toBe(true);
  checked("I8");
});
