import { BASE_URL, BOOTSTRAP_API_KEY, expect, test, verifySignature } from "@/e2e/fixtures.ts";

const LIMIT = 1_048_576;
const payloadOf = (bytes: number) => `{"text":"${"x".repeat(bytes - '{"text":""}'.length)}"}`;
const envelope = (payload: string) => `{"eventType":"job.created","payload":${payload}}`;

test("a payload of 1 MiB arrives, and one byte more is refused", async ({ svix, api, application, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const path = `/api/v1/app/${application.id}/msg?with_content=false`;

  const refused = await api("POST", path, envelope(payloadOf(LIMIT + 1)));
  expect([refused.status, refused.body]).toEqual([413, expect.objectContaining({ code: "payload_too_large" })]);
  const accepted = await api("POST", path, envelope(payloadOf(LIMIT)));
  expect(accepted.status).toBe(202);

  const [request] = await receiver.waitFor(1);
  expect(request?.rawBody.equals(Buffer.from(payloadOf(LIMIT)))).toBe(true);
  if (request) verifySignature(key, request);
  expect((await svix.message.list(application.id)).data, "what was refused is not kept").toHaveLength(1);
});

const ODD = {
  "numbers that lose by parsing": '{"a":1.0,"b":-0,"c":1e400,"d":123456789012345678901234567890.10,"e":1E+2}',
  "doubled and numeric keys": '{"b":1,"a":2,"b":3,"2":"x","1":"y","__proto__":{"a":1},"constructor":null}',
  "white space": '{ "a" :\t[ 1 ,\r\n2 ]\n, "b":{ } }',
  "unicode as it is": '{"é":"日本語 👩‍👩‍👧 \u202e مرحبا","combining":"e\u0301","nfc":"\u00e9","bom":"\ufeff"}',
  "unicode as escapes": '{"a":"\\u00e9\\uD83D\\uDE00","slash":"\\/","quote":"\\"","backslash":"\\\\"}',
  "lone surrogates and NUL as escapes": '{"a":"\\ud800","b":"\\udc00\\ud800","c":"\\u0000"}',
  "what looks like the envelope": '{"payload":{"payload":"}"},"eventType":"\\"payload\\":{}"}',
  "deep nesting": `{"a":${"[".repeat(500)}${"]".repeat(500)}}`,
  nothing: "{}",
};
for (const [name, payload] of Object.entries(ODD)) {
  test(`a payload of ${name} arrives byte for byte, and is read back so`, async ({
    svix,
    api,
    application,
    receiver,
  }) => {
    const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
    const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
    const { status, body } = await api("POST", `/api/v1/app/${application.id}/msg`, envelope(payload));
    expect([status, body]).toEqual([202, expect.anything()]);

    const [request] = await receiver.waitFor(1);
    expect(request?.rawBody.toString()).toBe(payload);
    if (request) verifySignature(key, request);
    const id = String(request?.headers["webhook-id"]);
    const response = await fetch(`${BASE_URL}/api/v1/app/${application.id}/msg/${id}`, {
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
    });
    expect(await response.text()).toContain(`"payload":${payload}`);
  });
}
