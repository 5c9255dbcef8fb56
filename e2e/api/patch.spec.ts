import { randomUUID } from "node:crypto";
import { type Api, expect, test } from "@/e2e/fixtures.ts";
import type { ApplicationPatch } from "@/lib/contract/application.ts";
import type { EndpointPatch } from "@/lib/contract/endpoint.ts";
import type { EventTypePatch } from "@/lib/contract/event-type.ts";

type Json = Record<string, unknown>;

/** What a field can be given, and what null makes of it: another value, or a refusal. */
interface Field {
  value: unknown;
  /** What is shown of the value, when it is not what was given. */
  shown?: unknown;
  cleared: { to: unknown } | "refused";
}

const uid = () => `patch-${randomUUID()}`;
const text: Field = { value: "changed", cleared: "refused" };
const flag: Field = { value: true, cleared: "refused" };
const metadata: Field = { value: { plan: "gold" }, cleared: "refused" };
const rate: Field = { value: 7, cleared: { to: null } };
const FILTER = { path: "/order/total", op: "gt", value: 5 };

// A field that is new in the contract fails the compiler until it has its row.
const APPLICATION: Record<keyof ApplicationPatch, Field> = {
  name: text,
  uid: { value: uid(), cleared: { to: null } },
  throttleRate: rate,
  metadata,
};
const EVENT_TYPE: Record<keyof EventTypePatch, Field> = {
  description: text,
  archived: flag,
  deprecated: flag,
  sunsetAt: { value: "2027-01-01T00:00:00.000Z", cleared: { to: null } },
  validation: { value: "off", cleared: "refused" },
  schemas: { value: { "1": { type: "object" } }, cleared: { to: null } },
  groupName: { value: "billing", cleared: { to: null } },
  featureFlags: { value: ["beta"], cleared: { to: null } },
};
const ENDPOINT: Record<Exclude<keyof EndpointPatch, "version">, Field> = {
  url: { value: "http://127.0.0.1:8999/other", cleared: "refused" },
  description: text,
  name: { value: "Main", cleared: { to: null } },
  uid: { value: uid(), cleared: { to: null } },
  disabled: flag,
  eventTypes: { value: ["job.created"], cleared: { to: null } },
  channels: { value: ["eu"], cleared: { to: null } },
  filter: { value: FILTER, cleared: { to: null } },
  throttleRate: rate,
  metadata,
  deliveryOptions: {
    value: { sequence: true },
    shown: expect.objectContaining({ sequence: true }),
    cleared: { to: expect.objectContaining({ sequence: null }) },
  },
};

async function bodyOf(api: Api, ...request: Parameters<Api>): Promise<Json> {
  const { status, body } = await api(...request);
  expect([200, 201], JSON.stringify(body)).toContain(status);
  const { updatedAt: _, ...rest } = body as Json;
  return rest;
}

/** Where a new thing of the kind is patched. */
const KINDS: { kind: string; fields: Record<string, Field>; make: (api: Api) => Promise<string> }[] = [
  {
    kind: "application",
    fields: APPLICATION,
    make: async (api) => `/api/v1/app/${(await bodyOf(api, "POST", "/api/v1/app", { name: "Acme" })).id}`,
  },
  {
    kind: "event type",
    fields: EVENT_TYPE,
    make: async (api) => {
      const name = `patch.${randomUUID()}`;
      await bodyOf(api, "POST", "/api/v1/event-type", { name, description: "before" });
      return `/api/v1/event-type/${name}`;
    },
  },
  {
    kind: "endpoint",
    fields: ENDPOINT,
    make: async (api) => {
      const list = `/api/v1/app/${(await bodyOf(api, "POST", "/api/v1/app", { name: "Acme" })).id}/endpoint`;
      return `${list}/${(await bodyOf(api, "POST", list, { url: "http://127.0.0.1:8999/hooks" })).id}`;
    },
  },
];

for (const { kind, fields, make } of KINDS) {
  for (const [name, { value, shown = value, cleared }] of Object.entries(fields)) {
    test(`${kind}: ${name} is set, stays when absent, and null ${cleared === "refused" ? "is refused" : "unsets it"}`, async ({
      api,
    }) => {
      const path = await make(api);
      const before = await bodyOf(api, "GET", path);
      const set = await bodyOf(api, "PATCH", path, { [name]: value });
      expect(set[name]).toEqual(shown);
      const others = Object.keys(fields).filter((other) => other !== name);
      for (const other of others) expect(set[other], other).toEqual(before[other]);

      expect(await bodyOf(api, "PATCH", path, {})).toEqual(set);
      expect(await bodyOf(api, "GET", path)).toEqual(set);

      const answer = await api("PATCH", path, { [name]: null });
      if (cleared === "refused") {
        expect(answer).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", name] }] } });
        expect(await bodyOf(api, "GET", path)).toEqual(set);
      } else {
        expect(answer.status).toBe(200);
        const after = await bodyOf(api, "GET", path);
        expect(after[name]).toEqual(cleared.to);
        for (const other of others) expect(after[other], other).toEqual(set[other]);
      }
    });
  }
}
