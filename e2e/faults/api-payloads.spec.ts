import { startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import { type Api, BASE_URL, BOOTSTRAP_API_KEY, expect, test, verifySignature } from "@/e2e/fixtures.ts";

const LIMIT = 1_048_576;
const MIB = 1_048_576;
const textOf = (bytes: number) => `{"text":"${"x".repeat(bytes - '{"text":""}'.length)}"}`;
const envelope = (payload: string) => `{"eventType":"job.created","payload":${payload}}`;
const nested = (depth: number) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;

const ACCEPTED: Record<string, string> = {
  "of two bytes": "{}",
  "of a byte in a field": '{"a":1}',
  "of a kilobyte": textOf(1_024),
  "of one byte less than the limit": textOf(LIMIT - 1),
  "of the limit": textOf(LIMIT),
  "of the limit in bytes, not in characters": `{"text":"${"é".repeat((LIMIT - '{"text":""}'.length - 1) / 2)}x"}`,
  "nested 500 deep": nested(500),
  "nested 10,000 deep": nested(10_000),
  "of objects 10,000 deep": `${'{"a":'.repeat(10_000)}{}${"}".repeat(10_000)}`,
  "nested as deep as fits": nested(LIMIT / 2 - 3),
  "of 50,000 fields": `{${Array.from({ length: 50_000 }, (_, n) => `"${n}":${n}`).join(",")}}`,
  "with keys twice": '{"a":1,"b":{"c":1,"c":2},"a":3}',
  "with keys that JavaScript knows": '{"__proto__":{"a":1},"constructor":{"prototype":1},"toString":null,"2":1,"1":2}',
  "with huge numbers": `{"a":1e400,"b":-1e-400,"c":${"9".repeat(4_000)},"d":0.${"1".repeat(4_000)},"e":-0,"f":1.0}`,
  "with halves of characters": '{"a":"\\ud800","b":"\\udc00\\ud800","\\udfff":1,"c":"\\u0000"}',
  "with all white space": ' \t\r\n{ \t\r\n"a" \t\r\n: \t\r\n1 \t\r\n} \t\r\n'.trim(),
};

async function send(api: Api, application: { id: string }, body: string | Buffer) {
  return api("POST", `/api/v1/app/${application.id}/msg?with_content=false`, body);
}

for (const [name, payload] of Object.entries(ACCEPTED)) {
  test(`A7 a payload ${name} arrives byte for byte, and is read back so`, async ({ svix, api, application }) => {
    const receiver = await startRawReceiver();
    const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
    const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
    const { status, body } = await send(api, application, envelope(payload));
    expect([status, body]).toEqual([202, expect.objectContaining({ id: expect.any(String) })]);
    await expect.poll(() => receiver.requests.length).toBe(1);
    const [request] = receiver.requests;
    expect(request?.rawBody.equals(Buffer.from(payload))).toBe(true);
    if (request) verifySignature(key, request);
    checked("I1", "I9");
    const path = `/api/v1/app/${application.id}/msg/${(body as { id: string }).id}`;
    const read = await fetch(BASE_URL + path, { headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` } });
    expect((await read.text()).endsWith(`"payload":${payload}}`)).toBe(true);
    await receiver.close();
  });
}

const REFUSED: [name: string, status: number, body: string | Buffer][] = [
  ["a byte above the limit", 413, envelope(textOf(LIMIT + 1))],
  ["a byte above the limit, fewer in characters", 413, envelope(`{"text":"${"é".repeat(LIMIT / 2)}"}`)],
  ["an envelope of two mebibytes", 413, envelope(textOf(2 * MIB))],
  ["nothing", 422, ""],
  ["a payload of one byte", 422, envelope("1")],
  ["a payload that is a list", 422, envelope("[]")],
  ["a payload that is text", 422, envelope('"{}"')],
  ["no payload", 422, '{"eventType":"job.created"}'],
  ["JSON that ends early", 422, envelope('{"a":1')],
  ["JSON that goes on", 422, `${envelope("{}")}}`],
  ["nesting that never closes", 422, envelope(`{"a":${"[".repeat(100_000)}`)],
  ["a number that JSON does not have", 422, envelope('{"a":01,"b":NaN}')],
  ["a control character in text", 422, envelope('{"a":"\u0001"}')],
  ["half of a character as bytes", 422, Buffer.from(envelope('{"a":"\xed\xa0\x80"}'), "latin1")],
  ["bytes that are not UTF-8", 422, Buffer.from(envelope('{"a":"\xff\xfe"}'), "latin1")],
  ["a character cut in two", 422, Buffer.from(envelope('{"a":"\xe2\x82"}'), "latin1")],
  ["NUL between tokens", 422, envelope('{\0"a":1}')],
];

test("A7 what cannot be delivered byte for byte is refused with a word why, and nothing of it is kept", async ({
  svix,
  api,
  application,
}) => {
  const receiver = await startRawReceiver();
  await svix.endpoint.create(application.id, { url: receiver.url });
  for (const [name, wanted, body] of REFUSED) {
    const answer = await send(api, application, body);
    expect([answer.status, name]).toEqual([wanted, name]);
    expect(answer.body).toHaveProperty("detail");
  }
  const { body } = await send(api, application, envelope('{"last":true}'));
  await expect.poll(() => receiver.requests.length).toBe(1);
  expect(receiver.requests[0]?.headers["webhook-id"]).toBe((body as { id: string }).id);
  expect((await svix.message.list(application.id)).data).toHaveLength(1);
  checked("I2");
  await receiver.close();
});
