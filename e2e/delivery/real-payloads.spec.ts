import { createRequire } from "node:module";
import { Svix } from "svix";
import { call, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL, BOOTSTRAP_API_KEY, expect, test, verifySignature } from "@/e2e/fixtures.ts";

const require = createRequire(import.meta.url);
const AT_ONCE = 16;

type Definition = { name: string; examples: Record<string, unknown>[] };
type Example = { eventType: string; payload: Record<string, unknown> };

function examplesOf(file: string): Example[] {
  const definitions: Definition[] = require(`@octokit/webhooks-examples/${file}/index.json`);
  return definitions.flatMap(({ name, examples }) =>
    examples.map((payload) => ({
      eventType: typeof payload.action === "string" ? `${name}.${payload.action}` : name,
      payload,
    })),
  );
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const one = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

for (const file of ["api.github.com", "ghes-31", "ghes-32", "ghes-33", "ghes-34", "ghes-35"]) {
  test(`every real webhook of ${file} arrives once, verified and byte for byte as the official client sent it`, async ({
    application,
    receiver,
  }) => {
    const bodies: string[] = [];
    const svix = new Svix(BOOTSTRAP_API_KEY, {
      serverUrl: BASE_URL,
      fetch: (input, init) => {
        if (typeof init?.body === "string") bodies.push(init.body);
        return fetch(input, init);
      },
    });
    const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
    // On a busy machine this process, which is the receiver too, may be slow to answer so many.
    await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
      params: { app_id: application.id, endpoint_id: endpoint.id },
      body: { deliveryOptions: { timeoutSeconds: 60 } },
    });
    const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);

    const examples = examplesOf(file);
    expect(examples.length).toBeGreaterThan(0);
    const sent = new Map<string, string>();
    await inParallel(examples, async ({ eventType, payload }) => {
      const { id } = await svix.message.create(application.id, { eventType, payload });
      sent.set(id, JSON.stringify(payload));
    });
    expect(sent.size).toBe(examples.length);
    for (const text of sent.values()) expect(bodies.some((body) => body.includes(text))).toBe(true);

    const received = [...(await receiver.waitFor(examples.length))];
    const counts = await until("every delivery to end", async () => {
      const query = { from: new Date(Date.parse(application.createdAt.toISOString()) - 1000).toISOString() };
      const { totals } = await call("GET /app/{app_id}/delivery-histogram", {
        params: { app_id: application.id },
        query,
      });
      return totals.delivered === examples.length ? totals : notYet(totals);
    });
    expect(counts).toMatchObject({ retrying: 0, failed: 0, other: 0 });
    expect(receiver.requests, "nothing arrives twice").toHaveLength(examples.length);

    const arrived = new Map(received.map((request) => [String(request.headers["webhook-id"]), request]));
    expect([...arrived.keys()].sort()).toEqual([...sent.keys()].sort());
    for (const [id, request] of arrived) {
      verifySignature(key, request);
      expect(request.rawBody.equals(Buffer.from(sent.get(id) ?? "")), `bytes of ${id}`).toBe(true);
    }
  });
}
