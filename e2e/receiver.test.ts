import { afterEach, beforeEach, expect, test } from "vitest";
import { type Receiver, startReceiver, verifySignature } from "@/e2e/receiver.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const post = (body = "{}") => fetch(receiver.url, { method: "POST", body }).then((response) => response.status);

test("answers follow the script and the last one repeats", async () => {
  receiver.answerWith(500, { status: 429, headers: { "retry-after": "1" } }, 204);
  expect([await post(), await post(), await post(), await post()]).toEqual([500, 429, 204, 204]);
});

test("requests are kept with their exact bytes, in the order of arrival", async () => {
  await post('{"b":1, "a":2}');
  await post("second");
  expect(receiver.requests.map((request) => request.rawBody.toString())).toEqual(['{"b":1, "a":2}', "second"]);
});

test("waiting ends with the request that matches, whether it came before or comes later", async () => {
  const later = receiver.waitFor((request) => request.rawBody.includes("wanted"));
  await post("other");
  await post("wanted");
  expect((await later)[0]?.rawBody.toString()).toBe("wanted");
  expect(await receiver.waitFor(2)).toHaveLength(2);
});

test("waiting in vain says how many requests came", async () => {
  await post();
  await expect(receiver.waitFor(2, 20)).rejects.toThrow("20 ms for 2 requests; 1 arrived");
});

test("a connection that is cut gives the sender no answer", async () => {
  receiver.answerWith("reset");
  await expect(post()).rejects.toThrow("fetch failed");
});

test("a request without a valid signature is not taken for a signed one", async () => {
  await post();
  const [request] = await receiver.waitFor(1);
  const secret = `whsec_${Buffer.alloc(32).toString("base64")}`;
  expect(() => request && verifySignature(secret, request)).toThrow("Missing required headers");
});
