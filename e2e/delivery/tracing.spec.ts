import { createServer, type Server } from "node:http";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

interface OtlpSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  attributes: Record<string, unknown>;
  status: number;
}
interface OtlpValue {
  stringValue?: string;
  intValue?: number;
  doubleValue?: number;
  boolValue?: boolean;
}
interface OtlpSpanIn {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status?: { code?: number };
  attributes: { key: string; value: OtlpValue }[];
}
interface OtlpBody {
  resourceSpans: {
    resource: { attributes: { key: string; value: OtlpValue }[] };
    scopeSpans: { spans: OtlpSpanIn[] }[];
  }[];
}

const plainOf = (value: OtlpValue) => value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue;
const attributesOf = (list: { key: string; value: OtlpValue }[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, plainOf(value)]));

/** A collector for OTLP over HTTP: it takes what comes and keeps it. */
const spans: OtlpSpan[] = [];
const bodies: string[] = [];
const tokens = new Set<string | undefined>();
let collector: Server;
let service: Installation;

test.setTimeout(120_000);
test.beforeAll(async () => {
  test.setTimeout(120_000);
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      bodies.push(text);
      tokens.add(request.headers["x-token"]?.toString());
      for (const { resource, scopeSpans } of (JSON.parse(text) as OtlpBody).resourceSpans) {
        const service = String(attributesOf(resource.attributes)["service.name"]);
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          const { parentSpanId = "", status, attributes, ...rest } = span;
          spans.push({
            ...rest,
            service,
            parentSpanId,
            status: status?.code ?? 0,
            attributes: attributesOf(attributes),
          });
        }
      }
      response.writeHead(request.url === "/v1/traces" ? 200 : 404, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const address = collector.address();
  service = await startInstallation("e2e-tracing", {
    settings: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
      OTEL_EXPORTER_OTLP_HEADERS: "x-token=collector-secret",
      POSTHORN_TRACE_RECEIVERS: "1",
    },
  });
});
test.afterAll(async () => {
  await service?.stop();
  collector?.close();
});

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const CALLER = "b7ad6b7169203331";

test("one trace leads from the caller's span over request and message to every try, without anybody's data in it", async ({
  receiver,
}) => {
  const { id: app_id } = await service.svix.application.create({ name: "traced" });
  await service.svix.endpoint.create(app_id, { url: `${receiver.url}/private-path?token=in-the-url` });
  receiver.answerWith(500, 200);
  const send = (traceparent: string) =>
    fetch(`${service.url}/api/v1/app/${app_id}/msg`, {
      method: "POST",
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "content-type": "application/json", traceparent },
      body: JSON.stringify({ eventType: "job.created", payload: { secret: "in-the-payload" } }),
    }).then((response) => response.json() as Promise<{ id: string }>);
  const { id: messageId } = await send(`00-${TRACE}-${CALLER}-01`);
  await receiver.waitFor(2);

  const tries = await until("the spans of both tries", async () => {
    const found = spans.filter(({ traceId, name }) => traceId === TRACE && name === "delivery attempt");
    return found.length === 2 ? found : notYet(spans.map(({ name, traceId }) => [name, traceId]));
  });
  const named = (name: string) => {
    const found = spans.filter((span) => span.traceId === TRACE && span.name === name);
    expect(found).toHaveLength(1);
    return found[0];
  };
  const request = named("POST /app/{app_id}/msg");
  const created = named("message create");
  expect(request).toMatchObject({ service: "posthorn-web", parentSpanId: CALLER });
  expect(request?.attributes).toMatchObject({ "http.response.status_code": 202, "posthorn.actor": "apiKey" });
  expect(created).toMatchObject({ service: "posthorn-web", parentSpanId: request?.spanId });
  expect(created?.attributes).toMatchObject({ "posthorn.message.id": messageId, "posthorn.event_type": "job.created" });
  const inOrder = tries.toSorted(
    (a, b) => Number(a.attributes["posthorn.attempt.number"]) - Number(b.attributes["posthorn.attempt.number"]),
  );
  expect(inOrder).toMatchObject([
    { service: "posthorn-worker", parentSpanId: created?.spanId, status: 2 },
    { service: "posthorn-worker", parentSpanId: created?.spanId, status: 0 },
  ]);
  expect(inOrder.map(({ attributes }) => attributes)).toMatchObject([
    { "posthorn.attempt.number": 1, "http.response.status_code": 500, "posthorn.application.id": app_id },
    {
      ...{ "posthorn.attempt.number": 2, "http.response.status_code": 200, "posthorn.attempt.next": "succeeded" },
      ...{ "server.address": "127.0.0.1", "posthorn.message.id": messageId },
    },
  ]);

  // The receiver was told the span of its own try; the header is in no signature.
  const told = receiver.requests.map(({ headers }) => headers.traceparent);
  expect(told).toEqual(inOrder.map(({ spanId }) => `00-${TRACE}-${spanId}-01`));
  expect([...tokens]).toEqual(["collector-secret"]);
  const all = bodies.join();
  for (const secret of ["in-the-payload", "in-the-url", "private-path", BOOTSTRAP_API_KEY, "whsec_"]) {
    expect(all).not.toContain(secret);
  }

  // Whoever asks that nothing be recorded is heard, all the way.
  const other = "1af7651916cd43dd8448eb211c80319c";
  await send(`00-${other}-${CALLER}-00`);
  await receiver.waitFor(3);
  expect(receiver.requests[2]?.headers.traceparent).toBeUndefined();
  const { rows } = await service.sql.query("select count(*)::int as n from message_option");
  expect(rows).toEqual([{ n: 1 }]);
  expect(spans.some(({ traceId }) => traceId === other)).toBe(false);
});
