// A valid request for every operation that a portal may call, and what it can name.
import type { Names, Tenant } from "@/e2e/api/tenant.ts";
import { type Api, BASE_URL, BOOTSTRAP_API_KEY, expect } from "@/e2e/fixtures.ts";
import { type ACCESS, accessOf } from "@/lib/contract/access.ts";
import type { Operation } from "@/lib/contract/operation.ts";
import { type OperationId, operations } from "@/lib/contract/operations.ts";

export type PortalOperationId = {
  [Id in OperationId]: (typeof ACCESS)[Id] extends readonly [unknown, unknown, string] ? Id : never;
}[OperationId];

export interface Row {
  /** A valid body, so that a wrong one does not hide what is behind it. */
  body?: unknown;
  /** Bodies that name something of a customer. */
  bodiesNaming?: (names: Names) => unknown[];
  /** Goes with every question, where the answer would tell the time otherwise. */
  within?: string;
  /** Query parameters that name something, and what they can name. */
  queries?: Partial<Record<string, (keyof Names)[]>>;
  /** What a path parameter names here, when it is not what it is called. */
  standsFor?: Record<string, keyof Names>;
  /** Of an endpoint that is not there it makes one, under the uid of the path. */
  createsByUid?: true;
}

export const receiverUrl = "http://127.0.0.1:8999/nobody";
const DAY = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
const urls = ({ inbox_url }: Names) => [{ url: inbox_url }];
const HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString();
const endpoints = ({ endpoint_id }: Names) => [{ since: HOUR_AGO, endpointIds: [endpoint_id] }];
const filter: (keyof Names)[] = ["msg_id", "delivery_id", "attempt_id", "endpoint_id"];

/** One row for each operation that a portal may call. What paths can name is read off the operation. */
export const ROWS: Record<PortalOperationId, Row> = {
  getApplication: {},
  getApplicationSummary: {},
  getPrivacy: {},
  listEventTypes: { queries: { app: ["app_id"] } },
  getEventType: { queries: { app: ["app_id"] } },
  listEndpoints: { queries: { iterator: ["endpoint_id"] } },
  createEndpoint: { body: { url: receiverUrl }, bodiesNaming: urls },
  getEndpoint: {},
  upsertEndpoint: { body: { url: receiverUrl }, bodiesNaming: urls, createsByUid: true },
  patchEndpoint: { body: { description: "changed" }, bodiesNaming: urls },
  deleteEndpoint: {},
  listDeletedEndpoints: {},
  listActivity: { queries: { iterator: ["activity_id"] } },
  restoreEndpoint: { standsFor: { endpoint_id: "deleted_endpoint_id" } },
  checkEndpointUrl: { body: { url: receiverUrl }, bodiesNaming: urls },
  dryRunFilter: { body: { filter: { path: "/a", op: "exists" } } },
  pauseEndpoint: {},
  resumeEndpoint: { body: {} },
  cancelEndpointMessages: { body: { createdBefore: HOUR_AGO } },
  getEndpointHeaders: {},
  setEndpointHeaders: { body: { headers: { "x-a": "1" } } },
  patchEndpointHeaders: { body: { headers: { "x-b": "1" } } },
  getEndpointAuthentication: {},
  setEndpointAuthentication: { body: { bearer: { token: "token-of-this-customer" } } },
  deleteEndpointAuthentication: {},
  getEndpointSecret: {},
  rotateEndpointSecret: { body: {} },
  listEndpointSecrets: {},
  expireEndpointSecrets: {},
  extendEndpointSecrets: { body: { gracePeriodSeconds: 3600 } },
  getEndpointStats: { within: "until=2026-01-02T00:00:00Z" },
  sendEndpointExample: { body: { eventType: "tenancy.sample" } },
  testEndpoint: { body: {} },
  previewEndpointRequest: { body: {}, bodiesNaming: ({ msg_id }) => [{ messageId: msg_id }] },
  getEndpointTransformation: {},
  patchEndpointTransformation: { body: { code: "const handler = (webhook) => webhook;" } },
  simulateEndpointTransformation: {
    body: { code: "const handler = (webhook) => webhook;" },
    bodiesNaming: ({ msg_id }) => [{ code: "const handler = (webhook) => webhook;", messageId: msg_id }],
  },
  listEndpointHealth: {},
  getEndpointHealth: {},
  listMessages: { queries: { iterator: ["msg_id"] } },
  getMessage: {},
  getMessageVerdicts: {},
  listMissedMessages: { queries: { iterator: ["msg_id"] } },
  countMissedMessages: {},
  listMessageDestinations: { queries: { iterator: ["endpoint_id"] } },
  getAttempt: {},
  resendMessage: {},
  listAttemptsByEndpoint: { queries: { iterator: ["attempt_id"] } },
  listMessageAttempts: { queries: { iterator: ["attempt_id"], endpoint_id: ["endpoint_id"] } },
  listMessageEndpointAttempts: { queries: { iterator: ["attempt_id"] } },
  listAttemptedMessages: { queries: { iterator: ["msg_id"] } },
  listAttemptsByMessage: { queries: { iterator: ["attempt_id"], endpoint_id: ["endpoint_id"] } },
  listDeliveries: { queries: { iterator: ["delivery_id"], endpoint: ["endpoint_id"], q: filter } },
  getDeliveryHistogram: { within: DAY, queries: { endpoint: ["endpoint_id"], q: filter } },
  getDelivery: {},
  getDeliveryAttempt: {},
  replayDelivery: {},
  cancelDelivery: {},
  streamDelivery: {},
  streamDeliveries: { queries: { endpoint: ["endpoint_id"] } },
  createInbox: {},
  listInboxes: { queries: { iterator: ["inbox_id"] } },
  getInbox: {},
  patchInbox: { body: { reply: { status: 500 } } },
  deleteInbox: {},
  listInboxRequests: { queries: { iterator: ["inbox_request_id"] } },
  recoverEndpoint: { body: { since: HOUR_AGO } },
  previewRecoverEndpoint: { body: { since: HOUR_AGO } },
  replayMissing: { body: { since: HOUR_AGO } },
  previewReplayMissing: { body: { since: HOUR_AGO } },
  bulkReplayEndpoint: { body: { since: HOUR_AGO } },
  previewBulkReplayEndpoint: { body: { since: HOUR_AGO } },
  bulkReplayApplication: { body: { since: HOUR_AGO }, bodiesNaming: endpoints },
  previewBulkReplayApplication: { body: { since: HOUR_AGO }, bodiesNaming: endpoints },
  getReplayWindows: { queries: { endpoint: ["endpoint_id"] } },
  listBackgroundTasks: { queries: { iterator: ["task_id"], app: ["app_id"] } },
  getBackgroundTask: {},
  patchBackgroundTask: { body: { name: "Renamed" } },
  pauseBackgroundTask: {},
  resumeBackgroundTask: {},
  cancelBackgroundTask: {},
  getAlertSettings: {},
  listAlertRecipients: { queries: { iterator: ["recipient_id"] } },
  createAlertRecipient: {
    body: { kind: "slack", url: receiverUrl },
    bodiesNaming: ({ inbox_url }) => [{ kind: "slack", url: inbox_url }],
  },
  getAlertRecipient: {},
  patchAlertRecipient: { body: { locale: "de" } },
  deleteAlertRecipient: {},
  confirmAlertRecipient: {},
  testAlertRecipient: {},
  getAlertRecipientSecret: {},
  listAlerts: { queries: { iterator: ["alert_id"] } },
  logout: {},
  getPortalSession: {},
};

export const ALL: readonly (Operation & { id: OperationId })[] = operations;
export const ofPortal = ALL.filter(({ id }) => accessOf(id).portal);
export const rowOf = ({ id }: Operation): Row => (ROWS as Record<string, Row>)[id] ?? {};
export const namesIn = (operation: Operation) =>
  [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
export function pathOf(operation: Operation, names: Record<string, string>): string {
  const all: Record<string, string> = { event_type_name: "tenancy.sample", ...names };
  for (const [parameter, kind] of Object.entries(rowOf(operation).standsFor ?? {})) all[parameter] = names[kind] ?? "";
  return `/api/v1${operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(all[name] ?? ""))}`;
}

/** What is seen of a stream, which has no end: that it begins, or how it is refused. */
export async function opened(path: string, headers: Record<string, string>) {
  const enough = new AbortController();
  const all = new Headers(headers);
  if (all.get("authorization") === "") all.delete("authorization");
  const { status, headers: told } = await fetch(new URL(path, BASE_URL), { headers: all, signal: enough.signal });
  enough.abort();
  return { status, type: told.get("content-type"), text: "" };
}

/** All that the API tells about a customer and that does not move with the clock. */
export async function everythingOf(api: Api, { ids }: Tenant): Promise<Record<string, unknown>> {
  const moving = [
    "getApplicationSummary",
    "listEndpointHealth",
    "getEndpointHealth",
    "getDeliveryHistogram",
    "listPortalSessions",
    // Every session that is opened is in it.
    "listActivity",
  ];
  const reads = ALL.filter(({ id, method, path, stream }) => {
    return method === "GET" && path.includes("{app_id}") && accessOf(id).key && !stream && !moving.includes(id);
  });
  const all: Record<string, unknown> = {};
  for (const operation of reads) {
    const { status, body } = await api("GET", pathOf(operation, { ...ids }), undefined, {
      authorization: `Bearer ${BOOTSTRAP_API_KEY}`,
    });
    expect(status, operation.id).toBe(200);
    all[operation.id] = body;
  }
  return all;
}
