import { gzipSync } from "node:zlib";
import { call } from "@/e2e/delivery/deliveries.ts";
import { type Api, BASE_URL, expect, test } from "@/e2e/fixtures.ts";

const nested = (depth: number, open = '{"a":', inner = "1", close = "}") =>
  open.repeat(depth) + inner + close.repeat(depth);
const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const MIB = 1024 * 1024;

/** While a bomb is being looked at, somebody else asks, and is answered. */
async function beside<T>(api: Api, bomb: Promise<T>): Promise<T> {
  const [answer, other] = await Promise.all([bomb, api("GET", "/api/v1/event-type?limit=1")]);
  expect(other.status).toBe(200);
  return answer;
}

test("what is made to be expensive is refused with a word why, or costs nothing, and the others are answered meanwhile", async ({
  api,
  svix,
  application,
}) => {
  const app = `/api/v1/app/${application.id}`;
  const { id } = await svix.endpoint.create(application.id, { url: "http://127.0.0.1:8999/nobody" });
  const endpoint = `${app}/endpoint/${id}`;
  const name = `bomb.${id.slice(3, 12)}`;
  const text = { "content-type": "application/json" };
  const filterOf = (filter: string) => `{"filter":${filter}}`;
  const typeOf = (schema: string) => `{"name":"${name}","description":"","schemas":{"1":${schema}}}`;
  const metadata = (value: string) => `{"name":"x","metadata":${value}}`;
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, n])));
  const refused: [string, string, string, string | Buffer, Record<string, string>, number[]][] = [
    ["gzip on the API", "POST", `${app}/msg`, gzipSync(Buffer.alloc(64 * MIB)), { "content-encoding": "gzip" }, [415]],
    ["brotli by name", "POST", `${app}/msg`, "{}", { "content-encoding": "br" }, [415]],
    ["several encodings", "POST", `${app}/msg`, "{}", { "content-encoding": "gzip, gzip, gzip" }, [415]],
    [
      "a form with files",
      "POST",
      `${app}/msg`,
      "--x\r\n\r\n--x--",
      { "content-type": "multipart/form-data; boundary=x" },
      [415],
    ],
    ["a body that is too large", "POST", `${app}/msg`, "x".repeat(2 * MIB), {}, [413]],
    ["a deep filter", "PATCH", endpoint, filterOf(nested(20_000, '{"not":', '{"path":"/a","op":"exists"}')), {}, [422]],
    ["a deep list for a filter", "PATCH", endpoint, filterOf(lists(100_000)), {}, [422]],
    [
      "a wide filter",
      "PATCH",
      endpoint,
      filterOf(`{"any":[${Array(50_000).fill('{"path":"/a","op":"exists"}').join(",")}]}`),
      {},
      [422],
    ],
    ["deep metadata", "PATCH", app, metadata(nested(100_000)), {}, [422]],
    ["wide metadata", "PATCH", app, metadata(wide), {}, [422]],
    ["deep headers", "PUT", `${endpoint}/headers`, `{"headers":${nested(100_000)}}`, {}, [422]],
    [
      "many channels",
      "POST",
      `${app}/msg`,
      `{"eventType":"a.b","payload":{},"channels":[${Array(50_000).fill('"c"').join(",")}]}`,
      {},
      [422],
    ],
    ["unknown fields without end", "PATCH", app, wide, {}, [422]],
    ["a deep body", "POST", "/api/v1/app", lists(500_000), {}, [422]],
    ["a deep field that is not known", "POST", "/api/v1/app", `{"name":"x","y":${lists(500_000)}}`, {}, [422]],
    ["a deep schema", "POST", "/api/v1/event-type", typeOf(nested(50_000, '{"not":', "{}")), {}, [422]],
    [
      "a schema from elsewhere",
      "POST",
      "/api/v1/event-type",
      typeOf('{"$ref":"http://127.0.0.1:8999/schema.json"}').replace("}}}", '}},"validation":"reject"}'),
      {},
      [422],
    ],
    ["a number that overflows", "PATCH", app, '{"throttleRate":1e999}', {}, [422]],
    ["no JSON", "POST", "/api/v1/app", `${'{"a":'.repeat(200_000)}`, {}, [422]],
  ];
  for (const [label, method, path, body, headers, statuses] of refused) {
    const { status, body: told } = await beside(api, api(method, path, body, { ...text, ...headers }));
    expect(statuses, `${label}: ${status} ${JSON.stringify(told).slice(0, 300)}`).toContain(status);
    expect(JSON.stringify(told).length, label).toBeLessThan(20_000);
  }

  // What a payload holds is the customer's own business, and is kept as text.
  const deep = `{"eventType":"a.b","payload":${nested(100_000)}}`;
  expect((await beside(api, api("POST", `${app}/msg`, deep, text))).status).toBe(202);

  const cycle = {
    $id: "https://x.test/a",
    type: "object",
    properties: { a: { $ref: "#" }, b: { $dynamicRef: "#a" } },
    $ref: "#",
  };
  const made = await beside(
    api,
    api("POST", "/api/v1/event-type", { name, description: "", schemas: { 1: cycle }, validation: "reject" }),
  );
  expect([201, 422]).toContain(made.status);
  const evil = {
    type: "object",
    properties: { a: { type: "string", pattern: "^(a+)+$" }, b: { const: { $data: "1/a" } } },
  };
  const slow = await beside(
    api,
    api("PUT", `/api/v1/event-type/${name}`, { description: "", schemas: { 1: evil }, validation: "reject" }),
  );
  expect([200, 201], JSON.stringify(slow.body)).toContain(slow.status);
  const bomb = { eventType: name, payload: { a: `${"a".repeat(40)}!` } };
  const judged = await beside(api, api("POST", `${app}/msg`, bomb));
  expect(judged.status, JSON.stringify(judged.body)).toBe(422);
});

test("a compressed body is never inflated, by a source or an inbox either, and memory stays where it was", async ({
  api,
  application,
}) => {
  const source = await call("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: { name: "Bombs", kind: "none" },
  });
  const inbox = await call("POST /app/{app_id}/inbox", { params: { app_id: application.id } });
  // 200 MiB of nothing, in 200 KiB.
  const body = new Uint8Array(gzipSync(Buffer.alloc(200 * MIB)));
  const residentBytes = async () => {
    const text = String((await api("GET", "/api/metrics")).body);
    return Number(/^process_resident_memory_bytes\S* (\S+)$/m.exec(text)?.[1] ?? Number.NaN);
  };
  const before = await residentBytes();
  const post = (url: string) =>
    fetch(url, { method: "POST", body, headers: { "content-encoding": "gzip", "content-type": "application/json" } });
  for (const url of [source.url, inbox.url]) {
    const answers = await Promise.all(Array.from({ length: 5 }, () => beside(api, post(url))));
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      await answer.text();
    }
  }
  const answer = await beside(api, post(`${BASE_URL}/api/v1/app/${application.id}/msg`));
  expect([401, 415]).toContain(answer.status);
  if (Number.isFinite(before)) expect((await residentBytes()) - before).toBeLessThan(500 * MIB);
});

test("names of JavaScript's own are fields like others, wherever they stand", async ({ api, svix, application }) => {
  const app = `/api/v1/app/${application.id}`;
  const text = { "content-type": "application/json" };
  const { id } = await svix.endpoint.create(application.id, { url: "http://127.0.0.1:8999/nobody" });
  const own = '{"__proto__":"p","constructor":"c","prototype":"t","toString":"s","hasOwnProperty":"h"}';
  const patched = await api("PATCH", app, `{"metadata":${own}}`, text);
  // Refused or kept: never swallowed, and nobody's prototype changes.
  if (patched.status === 200) {
    const { metadata } = patched.body as { metadata: Record<string, string> };
    expect(Object.entries(metadata).filter(([name]) => name === "constructor")).toEqual([["constructor", "c"]]);
  } else expect(patched.status).toBe(422);
  for (const body of ['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}']) {
    const answers = [
      await api("PATCH", app, body, text),
      await api("POST", "/api/v1/app", body, text),
      await api("PATCH", `${app}/endpoint/${id}`, body, text),
    ];
    expect(
      answers.map(({ status }) => status),
      body,
    ).toEqual([422, 422, 422]);
  }
  const filter = { path: "/__proto__/isAdmin", op: "exists" };
  expect((await api("PATCH", `${app}/endpoint/${id}`, { filter })).status).toBe(200);
  const run = await api("POST", `${app}/filter/dry-run`, { filter });
  expect([200, 404]).toContain(run.status);
  for (const name of ["__proto__", "constructor", "prototype"]) {
    const headers = await api("PUT", `${app}/endpoint/${id}/headers`, `{"headers":{"${name}":"x"}}`, text);
    expect([204, 200, 422], name).toContain(headers.status);
  }
  const { body } = await api("GET", app);
  expect((body as Record<string, unknown>).isAdmin).toBeUndefined();
  for (const query of ["?__proto__[isAdmin]=1", "?constructor=1", "?limit=1&__proto__=x"]) {
    expect([200, 422], query).toContain((await api("GET", `/api/v1/app${query}`)).status);
  }
});
