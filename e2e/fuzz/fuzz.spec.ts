import fs from "node:fs";
import fc from "fast-check";
import { Svix } from "svix";
import { connect } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { arbitraryOf, broken, type Json } from "@/e2e/fuzz/from-schema.ts";
import { startReceiver } from "@/e2e/receiver.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-fuzz";
/** The same requests in every run: a failure is never somebody's bad luck. Others: FUZZ_SEED=…, more: FUZZ_RUNS=… */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const RUNS = Number(process.env.FUZZ_RUNS ?? 8);
/** An answer takes longer only when something hangs: the server's own deadline is 25 s. */
const ANSWERED_WITHIN_MS = 20_000;
/** Above 16 KiB for the head of a request, less what other headers take, the parser refuses it before anybody looks. */
const LONG_ADDRESS = 12_000;
const FAULTS_PER_REPORT = 5;

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Json;
}
interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Json | null;
  statuses: number[];
  isStream: boolean;
}
interface Request {
  path: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

const document = JSON.parse(fs.readFileSync("public/openapi.json", "utf8")) as Json;

function dereferenced(value: Json): Json {
  if (typeof value.$ref !== "string") return value;
  return value.$ref
    .slice(2)
    .split("/")
    .reduce((at: Json, part) => at[part] as Json, document);
}

const operations: Operation[] = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const responses = operation.responses as Record<string, { content?: Json }>;
      const content = (operation.requestBody as { content: Record<string, { schema: Json }> } | undefined)?.content;
      return {
        id: String(operation.operationId),
        method: method.toUpperCase(),
        path,
        parameters: ((operation.parameters ?? []) as Json[]).map((one) => dereferenced(one) as unknown as Parameter),
        body: content?.["application/json"]?.schema ?? null,
        statuses: Object.keys(responses).map(Number),
        isStream: Object.values(responses).some(({ content: type }) => type?.["text/event-stream"] !== undefined),
      };
    }),
);

let service: Service;
/** Values of path parameters that exist, by name. */
const real: Record<string, string[]> = {};

test.beforeAll(async () => {
  test.setTimeout(180_000);
  forgetInstance(INSTANCE);
  service = await startService(INSTANCE, { POSTHORN_DEMO: "0" });
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const receiver = await startReceiver();
  const application = await svix.application.create({ name: "Customer", uid: "customer" });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.eventType.create({ name: "job.fuzzed", description: "For this test." });
  const message = await svix.message.create(application.id, { eventType: "job.fuzzed", payload: { number: 1 } });
  await receiver.waitFor(1);
  real.app_id = [application.id, "customer"];
  real.endpoint_id = [endpoint.id];
  real.msg_id = [message.id];
  real.event_type_name = ["job.fuzzed"];
  const client = connect(service.url);
  const source = await client("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: { name: "Fuzzed", kind: "none" },
  });
  await fetch(source.url, { method: "POST", body: "not json" });
  const params = { app_id: application.id, source_id: source.id };
  const { data: taken } = await client("GET /app/{app_id}/source/{source_id}/request", { params });
  real.source_id = [source.id];
  real.source_request_id = taken.map(({ id }) => id);
  await receiver.close();
});
test.afterAll(async () => {
  await service.stop();
  forgetInstance(INSTANCE);
});

const nameless = fc.constantFrom("x", "app_", "-", "%00", "💥", "a".repeat(400), "msg_00000000000000000000000000");

function requestOf(operation: Operation): fc.Arbitrary<Request> {
  const of = (place: Parameter["in"]) => operation.parameters.filter((parameter) => parameter.in === place);
  const path = fc.record(
    Object.fromEntries(
      of("path").map(({ name }) => {
        const known = real[name];
        return [name, known ? fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 6 }, nameless) : nameless];
      }),
    ),
  );
  const query = fc.record(
    Object.fromEntries(of("query").map(({ name, schema }) => [name, arbitraryOf(schema, document, name)])),
    { requiredKeys: of("query").flatMap(({ name, required }) => (required ? [name] : [])) },
  );
  const body = operation.body ? arbitraryOf(operation.body, document) : fc.constant(undefined);
  const valid = fc.record({ path, query, body });
  const invalid = valid.chain((request) =>
    fc.oneof(
      broken(request.query).map((bad) => ({ ...request, query: Object(bad) as Record<string, unknown> })),
      ...(operation.body ? [broken(request.body).map((bad) => ({ ...request, body: bad }))] : []),
    ),
  );
  return fc.oneof({ arbitrary: valid, weight: 2 }, { arbitrary: invalid, weight: 3 });
}

function addressOf({ path }: Operation, request: Request): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(request.path[name] ?? "x"));
  const query = new URLSearchParams(
    Object.entries(request.query).map(([name, value]) => [
      name,
      typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
    ]),
  );
  return `${service.url}${filled}?${query}`;
}

/** What is wrong with the answer; null when it is one that the document promises. */
async function faultOf(operation: Operation, request: Request): Promise<string | null> {
  const address = addressOf(operation, request);
  const response = await fetch(address, {
    method: operation.method,
    headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    ...(operation.body ? { body: JSON.stringify(request.body) ?? "" } : {}),
  });
  const { status } = response;
  if (operation.isStream && status === 200) {
    await response.body?.cancel();
    return null;
  }
  const text = await response.text();
  if (status === 431 && address.length > LONG_ADDRESS) return null;
  if (status >= 500) return `${status} ${text}`;
  if (!operation.statuses.includes(status)) return `${status} is not documented: ${text.slice(0, 300)}`;
  if (status === 204) return text === "" ? null : `204 with a body: ${text.slice(0, 300)}`;
  if (status === 200 && !response.headers.get("content-type")?.startsWith("application/json")) return null;
  const parsed = JSON.parse(text) as { code?: unknown; detail?: unknown };
  if (status < 400) return null;
  if (status === 422) return Array.isArray(parsed.detail) ? null : `422 without places: ${text.slice(0, 300)}`;
  return typeof parsed.code === "string" && typeof parsed.detail === "string"
    ? null
    : `${status} ${text.slice(0, 300)}`;
}

for (const operation of operations) {
  test(`${operation.id} answers whatever it is asked as documented`, async () => {
    test.setTimeout(120_000);
    const faults: string[] = [];
    const requests = fc.sample(requestOf(operation), { numRuns: RUNS, seed: SEED });
    for (const request of requests) {
      const fault = await faultOf(operation, request).catch((error: unknown) => `no answer: ${String(error)}`);
      if (fault) faults.push(`${JSON.stringify(request).slice(0, 1000)}\n→ ${fault}`);
      if (faults.length >= FAULTS_PER_REPORT) break;
    }
    expect(faults, `${operation.method} ${operation.path}`).toEqual([]);
  });
}
