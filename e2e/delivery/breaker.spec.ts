import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import type { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";

const FAILURES = 5;
const LATER = 20;
const message = { eventType: "job.created", payload: { number: 1 } };

let service: Installation;

test.setTimeout(120_000);
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-breaker", {
    workers: 2,
    settings: {
      BREAKER_FAILURES: String(FAILURES),
      BREAKER_PAUSE_SECONDS: "1",
      BREAKER_MAX_PAUSE_SECONDS: "3",
      RETRY_SCHEDULE_SECONDS: "2,2,2,2,2,2,2,2",
    },
  });
});
test.afterAll(() => service?.stop());

function untilHealth(
  ids: { app_id: string; endpoint_id: string },
  what: string,
  wanted: (health: EndpointHealthOut) => boolean,
): Promise<EndpointHealthOut> {
  return until(
    what,
    async () => {
      const health = await service.client("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params: ids });
      return wanted(health) ? health : notYet(health.breaker);
    },
    30_000,
  );
}

interface Opened {
  opens: number;
  nextProbeAt: string;
}
/** What the workers logged. */
function logged(event: string, endpointId: string): Opened[] {
  return service.workers
    .flatMap(({ lines }) => lines)
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Opened & { event: string; endpointId?: string })
    .filter((line) => line.event === event && line.endpointId === endpointId)
    .sort((a, b) => a.opens - b.opens);
}

test("after five failures in a row deliveries wait, one probe goes at a time and ever later, and a success lets all of them go", async ({
  receiver,
}) => {
  // Five that open it, two probes, and from then on the server is well.
  receiver.answerWith(...Array.from({ length: FAILURES + 2 }, () => 500), 200);
  const { id: app_id } = await service.svix.application.create({ name: "breaker" });
  const endpoint = await service.svix.endpoint.create(app_id, { url: receiver.url });
  const ids = { app_id, endpoint_id: endpoint.id };
  for (let n = 0; n < FAILURES; n++) await service.svix.message.create(app_id, message);
  const opened = await untilHealth(ids, "the breaker to open", ({ breaker }) => breaker.state !== "closed");
  expect(opened.breaker).toMatchObject({ opensAfter: FAILURES, since: expect.any(String) });

  for (let n = 0; n < LATER; n++) await service.svix.message.create(app_id, message);
  const held = await untilHealth(ids, "a pause with something waiting", ({ breaker, hold }) => {
    return breaker.state === "open" && (hold?.waiting ?? 0) >= LATER;
  });
  expect(held).toMatchObject({
    breaker: { nextProbeAt: expect.any(String) },
    hold: { kind: "breaker", since: opened.breaker.since, until: held.breaker.nextProbeAt },
  });
  const metrics = await fetch(`${service.url}/api/metrics`, {
    headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
  });
  expect(await metrics.text()).toMatch(/posthorn_breaker_endpoints\{state="(open|half_open)"\} 1/);
  expect((await fetch(`${service.url}/api/metrics`)).status).toBe(401);

  const closed = await untilHealth(ids, "the breaker to close", ({ breaker }) => breaker.state === "closed");
  expect(closed).toMatchObject({ hold: null });
  await until(
    "every delivery to arrive",
    async () => {
      const { rows } = await service.sql.query("select count(*)::int as n from delivery where status = 1");
      return rows[0].n === FAILURES + LATER ? rows : notYet(rows);
    },
    30_000,
  );

  const { rows: tries } = await service.sql.query<{ status: number; at: Date }>(
    "select status, started_at as at from attempt order by started_at, id",
  );
  expect(tries.slice(0, FAILURES + 2).map(({ status }) => status)).toEqual(Array(FAILURES + 2).fill(2));
  expect(tries.slice(FAILURES + 2).map(({ status }) => status)).toEqual(Array(FAILURES + LATER).fill(0));
  expect(receiver.requests).toHaveLength(tries.length);
  const openings = logged("breaker_opened", endpoint.id);
  expect(openings.map(({ opens }) => opens)).toEqual([1, 2, 3]);
  // Lines of the log are held for a moment before they are written.
  const closings = await until("the log to say that it closed", async () => {
    const lines = logged("breaker_closed", endpoint.id);
    return lines.length > 0 ? lines : notYet(service.workers.map(({ lines: all }) => all.slice(-3)));
  });
  expect(closings).toHaveLength(1);
  for (const [i, { nextProbeAt }] of openings.entries()) {
    const before = tries[FAILURES - 1 + i]?.at.getTime() ?? 0;
    const probe = tries[FAILURES + i]?.at.getTime() ?? 0;
    expect(probe).toBeGreaterThanOrEqual(new Date(nextProbeAt).getTime() - 1);
    expect(probe - before).toBeGreaterThanOrEqual([1_000, 2_000, 3_000][i] ?? 0);
  }
});
