import { staffOf } from "@/e2e/api/staff.ts";
import { aTenant } from "@/e2e/api/tenant.ts";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

const EMAIL = "jane.doe@customer.example";
const REVEAL = { "x-posthorn-reveal": "1" };

test("staff see the structure of what was sent and answered, and no value anywhere, until they reveal one", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, body: JSON.stringify({ error: `no such customer ${EMAIL}` }) });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const payload = { email: EMAIL, nested: { ok: true }, [EMAIL]: 1 };
  const message = await svix.message.create(application.id, { eventType: "job.created", payload });
  const delivery = await untilDelivery({ application, message, endpoint }, (one) => one.attempts.length > 0);
  const app = `/api/v1/app/${application.id}`;
  const attempt = String(delivery.attempts[0]?.id);
  const one = `${app}/delivery/${delivery.id}/attempt/${attempt}`;
  const reads = [
    `${app}/msg`,
    `${app}/msg/${message.id}`,
    `${app}/endpoint/${endpoint.id}/msg`,
    `${app}/msg/${message.id}/attempt`,
    `${app}/msg/${message.id}/attempt/${attempt}`,
    `${app}/attempt/endpoint/${endpoint.id}`,
    `${app}/delivery/${delivery.id}`,
    `${app}/endpoint/${endpoint.id}/health`,
    one,
  ];
  const [viewer, support] = await Promise.all([staffOf("viewer"), staffOf("support")]);
  const read = async (path: string, headers: Record<string, string>) => {
    const { status, body } = await api("GET", path, undefined, headers);
    return { status, text: JSON.stringify(body), body };
  };
  for (const headers of [viewer, support]) {
    for (const path of reads) {
      const { status, text } = await read(path, headers);
      expect(status, path).toBe(200);
      expect(text, path).not.toContain("jane");
    }
  }
  const masked = { email: "•••", nested: { ok: "•••" }, "•••3": "•••" };
  expect((await read(`${app}/msg/${message.id}`, viewer)).body).toMatchObject({ payload: masked });
  expect((await read(one, viewer)).body).toMatchObject({
    request: { body: JSON.stringify(masked) },
    response: { body: '{"error":"•••"}', base64: false },
  });

  // Neither by asking for it, nor by trying words until one is found.
  expect((await read(one, { ...viewer, ...REVEAL })).status).toBe(403);
  expect((await read(`${app}/delivery?q=jane`, viewer)).status).toBe(403);
  expect((await read(`${app}/delivery-histogram?q=jane`, viewer)).status).toBe(403);
  expect((await read("/api/v1/delivery?q=jane", viewer)).status).toBe(403);

  for (let twice = 0; twice < 2; twice++) {
    expect((await read(one, { ...support, ...REVEAL })).body).toMatchObject({
      request: { body: JSON.stringify(payload) },
    });
  }
  expect((await read(`${app}/msg/${message.id}`, { ...support, ...REVEAL })).body).toMatchObject({ payload });
  // A list shows no values to staff in any case.
  expect((await read(`${app}/msg`, { ...support, ...REVEAL })).text).not.toContain("jane");

  const { body } = await api("GET", `/api/v1/audit-log?app=${application.id}&q=payload_viewed`);
  const { data } = body as { data: { action: string; object: { id: string }; actor: { name: string } }[] };
  expect(data.map(({ action, object }) => [action, object.id])).toEqual([
    ["message.payload_viewed", message.id],
    ["attempt.payload_viewed", attempt],
  ]);
  expect(data[0]?.actor.name).toMatch(/^support /);

  // Keys and customers see what is theirs.
  const key = { authorization: `Bearer ${BOOTSTRAP_API_KEY}` };
  for (const path of reads.slice(0, 6)) expect((await read(path, key)).text, path).toContain("jane");
});

test("what inboxes and sources took is masked alike", async ({ svix, api }) => {
  const { ids, receiver } = await aTenant(svix);
  const support = await staffOf("support");
  const app = `/api/v1/app/${ids.app_id}`;
  const source = `${app}/source/${ids.source_id}/request/${ids.source_request_id}`;
  const inbox = `${app}/inbox/${ids.inbox_id}/request`;
  const read = async (path: string, headers = support) => (await api("GET", path, undefined, headers)).body;
  expect(await read(source)).toMatchObject({ body: "•••", base64: false });
  expect(await read(source, { ...support, ...REVEAL })).toMatchObject({ body: "not json" });
  const { data } = (await read(inbox)) as { data: { body: string }[] };
  expect(data.length).toBeGreaterThan(0);
  for (const { body } of data) expect(body).toMatch(/^(\{\}|•••|.*"•••".*)$/);
  await receiver.close();
});
