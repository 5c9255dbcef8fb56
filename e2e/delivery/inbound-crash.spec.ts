import { createHmac } from "node:crypto";
import { Svix } from "svix";
import { connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { startReceiver } from "@/e2e/receiver.ts";
import { forgetInstance, type Part, type Service, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-inbound-crash";
const SECRET = "a secret that only tests know";
const KILLS: Part[] = ["worker", "web", "postgres", "worker"];
const BETWEEN_KILLS = 60;

let service: Service;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  forgetInstance(INSTANCE);
  service = await startService(INSTANCE);
});
test.afterAll(async () => {
  await service.stop();
  forgetInstance(INSTANCE);
});

test("kill -9 of the worker, the web process and PostgreSQL loses nothing that was answered with received, and doubles nothing", async () => {
  test.setTimeout(120_000);
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const client = connect(service.url);
  const application = await svix.application.create({ name: "Crash" });
  const receiver = await startReceiver();
  await svix.endpoint.create(application.id, { url: receiver.url });
  const source = await client("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: {
      name: "Sender",
      kind: "hmac",
      secret: SECRET,
      eventId: { from: "body", path: "id" },
      ratePerMinute: 60_000,
    },
  });

  /** As a provider does it: the same event again until somebody takes it. */
  async function deliver(n: number): Promise<void> {
    const body = `{"type":"a.b","id":"${n}"}`;
    const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
    await until(
      `event ${n} to be taken`,
      async () => {
        const response = await fetch(source.url, {
          method: "POST",
          body,
          headers: { "x-signature-256": signature },
        }).catch(() => undefined);
        return response?.ok ? response : notYet(response?.status);
      },
      60_000,
    );
  }

  const underway: Promise<void>[] = [];
  let sent = 0;
  for (const part of KILLS) {
    const before = Array.from({ length: BETWEEN_KILLS }, () => deliver(sent++));
    underway.push(...before);
    // In the middle of them.
    await Promise.race(before);
    const pid = service.pidOf(part);
    if (!pid) throw new Error(`${part} does not run.`);
    process.kill(pid, "SIGKILL");
    await Promise.all(before);
  }
  await Promise.all(underway);

  await receiver.waitFor(sent, 60_000);
  const params = { app_id: application.id, source_id: source.id };
  const { data } = await client("GET /app/{app_id}/source/{source_id}/request", { params, query: { limit: 250 } });
  expect(data).toHaveLength(sent);
  expect(new Set(data.map(({ state }) => state))).toEqual(new Set(["forwarded"]));
  const messages: string[] = [];
  for (let iterator: string | null = null, done = false; !done; ) {
    const page = await svix.message.list(application.id, {
      limit: 250,
      iterator: iterator ?? undefined,
      withContent: true,
    });
    messages.push(...page.data.map((message) => JSON.stringify(message.payload)));
    ({ iterator, done } = page);
  }
  expect(messages.toSorted()).toEqual(
    Array.from({ length: sent }, (_, n) => JSON.stringify({ type: "a.b", id: String(n) })).toSorted(),
  );
  await receiver.close();
});
