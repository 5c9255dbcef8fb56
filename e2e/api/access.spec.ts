import { randomBytes, randomUUID } from "node:crypto";
import type { Svix } from "svix";
import { ALL, everythingOf, opened, pathOf, ROWS, type Row, receiverUrl } from "@/e2e/api/requests.ts";
import { recordedRequests, staffOf } from "@/e2e/api/staff.ts";
import { aTenant, codeOf, exchange, type Tenant } from "@/e2e/api/tenant.ts";
import { untilFailureGroup } from "@/e2e/delivery/deliveries.ts";
import { type Api, BASE_URL, expect, test } from "@/e2e/fixtures.ts";
import { type Access, accessOf } from "@/lib/contract/access.ts";
import { CAPABILITIES, type Capability, STAFF_ROLES, type StaffRole } from "@/lib/contract/operation.ts";
import type { OperationId } from "@/lib/contract/operations.ts";
import { SCOPE_NAMES } from "@/lib/contract/scopes.ts";

type Operation = (typeof ALL)[number];
type Headers = Record<string, string>;

/** A customer, and of the operator's things what paths can name besides. */
interface Scene {
  tenant: Tenant;
  names: Record<string, string>;
  /** Nobody else writes it. */
  unique: string;
}

/** Bodies of what portals may not do. What has none here is asked with `{}`: 422 is no refusal. */
const BODIES: Partial<Record<OperationId, (unique: string) => unknown>> = {
  createApplication: (unique) => ({ name: "Access", uid: `${unique}-made` }),
  upsertApplication: () => ({ name: "Access" }),
  patchApplication: () => ({ name: "Access" }),
  patchQuota: () => ({ endpoints: 200 }),
  createEventType: (unique) => ({ name: `${unique}.made`, description: "" }),
  upsertEventType: () => ({ description: "" }),
  patchEventType: () => ({ description: "changed" }),
  createMessage: () => ({ eventType: "job.created", payload: {} }),
  createMessages: () => ({ messages: [{ eventType: "job.created", payload: {} }] }),
  precheckMessage: () => ({ eventType: "job.created" }),
  saveDeliveryView: (unique) => ({ name: `${unique}-saved`, query: "?status=failed" }),
  createApiKey: (unique) => ({ name: `${unique}-made`, scopes: ["metrics:read"] }),
  createSource: () => ({ name: "Access", kind: "none" }),
  patchSource: () => ({ name: "Renamed" }),
  publishApplicationBranding: () => ({}),
  createWebhook: () => ({ url: receiverUrl, enabled: false }),
  patchWebhook: () => ({ enabled: false }),
  patchStaff: () => ({ role: "viewer" }),
  upsertOperationalEndpoint: () => ({ url: receiverUrl, disabled: true }),
  setOperationalEndpointHeaders: () => ({ headers: {} }),
};
/** Whole installations are looked at by other tests meanwhile: a body that is wrong shows as well that it was not refused. */
const WRONG_BODY: OperationId[] = ["publishBranding", "importEnvironment", "createOperationalEndpoint"];
/** Allowed, and not done: they take the look of every portal away, the worker of every other test, or the caller's session. */
const NOT_DONE: OperationId[] = ["deleteBranding", "drainWorker", "endOwnSession"];
/** What takes something away that the others need, in the order in which it is done. */
const LAST: OperationId[] = [
  ...(["suspendApplication", "resumeApplication"] as const),
  ...(["deleteAlertRecipient", "deleteInbox", "deleteSourceRequest", "deleteSource", "deleteWebhook"] as const),
  "deleteDeliveryView",
  "deleteStaffChannel",
  ...(["deleteOperationalEndpoint", "deleteEndpoint", "deleteEventType", "revokeApiKey"] as const),
  ...(["expungeAttemptContent", "expungeMessageContent", "bulkExpungeMessageContents"] as const),
  ...(["expungeAllMessageContents", "endStaffSession", "endStaffSessions"] as const),
  ...(["revokePortalSession", "expireAllPortalSessions", "deleteApplication", "logout"] as const),
];
const OPERATIONS = ALL.toSorted((a, b) => LAST.indexOf(a.id) - LAST.indexOf(b.id));

const REFUSALS = [401, 403, 404];

async function newKey(api: Api, input: object): Promise<{ id: string; headers: Headers }> {
  const { status, body } = await api("POST", "/api/v1/api-key", { name: "access", ...input });
  expect(status, JSON.stringify(body)).toBe(201);
  const { id, token } = body as { id: string; token: string };
  return { id, headers: { authorization: `Bearer ${token}` } };
}

async function newSession(api: Api, applicationId: string, capabilities: Capability[]): Promise<Headers> {
  const { body } = await api("POST", `/api/v1/auth/app-portal-access/${applicationId}`, { capabilities });
  const { cookie } = await exchange(codeOf((body as { url: string }).url));
  return { authorization: "", cookie: String(cookie), origin: BASE_URL, "x-posthorn-application": applicationId };
}

let signedIn: Promise<Headers> | undefined;
/** Who makes what no API key may make. Signing in costs too much to do it for each scene. */
function adminHeaders(): Promise<Headers> {
  signedIn ??= staffOf("admin");
  return signedIn;
}

/** Of staff alone: no key may save one. */
async function aView(api: Api, name: string): Promise<{ id: string }> {
  const headers = await staffOf("support");
  return (await api("POST", "/api/v1/delivery-view", { name, query: "" }, headers)).body as { id: string };
}

/** Belongs to who asks for it. */
async function anExport(api: Api, headers: Headers): Promise<string> {
  const { body } = await api("POST", "/api/v1/delivery-export?type=never.made", {}, headers);
  return (body as { id: string }).id;
}

async function anApplicationExport(api: Api, applicationId: string): Promise<string> {
  const { body } = await api("POST", `/api/v1/app/${applicationId}/export`, {});
  return (body as { id: string }).id;
}

async function aScene(svix: Svix, api: Api): Promise<Scene> {
  const unique = `access-${randomBytes(6).toString("hex")}`;
  const [tenant, key, operational, , channel] = await Promise.all([
    aTenant(svix),
    newKey(api, { scopes: ["metrics:read"] }),
    svix.operationalWebhook.endpoint.create({ url: receiverUrl, disabled: true }),
    svix.eventType.create({ name: unique, description: "" }),
    api(
      "POST",
      "/api/v1/staff-alert/channel",
      { name: unique, kind: "webhook", url: receiverUrl },
      await adminHeaders(),
    ),
  ]);
  const webhook = await svix.endpoint.create(tenant.ids.app_id, { url: receiverUrl, disabled: true });
  const { body } = await api("GET", `/api/v1/auth/app/${tenant.ids.app_id}/session`);
  const sessions = (body as { data: { id: string }[] }).data;
  // It finds nothing, and is over at once.
  const wish = { since: new Date().toISOString(), applicationIds: [tenant.ids.app_id] };
  const replay = (await api("POST", "/api/v1/replays", wish)).body as { id: string };
  const asked = (await api("GET", "/api/v1/api-request?limit=1")).body as { data: { id: string }[] };
  const view = await aView(api, unique);
  const system = (await api("GET", "/api/v1/system")).body as { workers: { id: string }[] };
  const colleague = await staffOf("support");
  const account = await api("GET", "/api/v1/account", undefined, colleague);
  const signedIn = await api("GET", "/api/v1/account/session", undefined, colleague);
  const names = {
    ...tenant.ids,
    group_id: (await untilFailureGroup({ id: tenant.ids.endpoint_id })).id,
    staff_id: (account.body as { id: string }).id,
    staff_session_id: String((signedIn.body as { data: { id: string }[] }).data[0]?.id),
    event_type_name: unique,
    key_id: key.id,
    session_id: String(sessions[0]?.id),
    webhook_id: webhook.id,
    replay_id: replay.id,
    api_request_id: String(asked.data[0]?.id),
    view_id: view.id,
    export_id: await anExport(api, colleague),
    app_export_id: await anApplicationExport(api, tenant.ids.app_id),
    worker_id: String(system.workers[0]?.id),
    channel_id: (channel.body as { id: string }).id,
    rule: "queue_age",
  };
  return { tenant, names: { ...names, operational_endpoint_id: operational.id }, unique };
}

async function close(svix: Svix, api: Api, { tenant, names }: Scene): Promise<void> {
  await tenant.receiver.close();
  await svix.operationalWebhook.endpoint.delete(names.operational_endpoint_id ?? "").catch(() => undefined);
  await api("DELETE", `/api/v1/staff-alert/channel/${names.channel_id}`, undefined, await adminHeaders());
}

function pathIn({ names }: Scene, operation: Operation): string {
  const isOperational = operation.path.startsWith("/operational-webhook/");
  const all = isOperational ? { ...names, endpoint_id: names.operational_endpoint_id ?? "" } : names;
  const required = { getDeliveryHistogram: "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z" };
  return pathOf(operation, all) + (required[operation.id as keyof typeof required] ?? "");
}

function bodyOf({ unique }: Scene, operation: Operation): unknown {
  if (operation.method === "GET" || operation.method === "DELETE") return undefined;
  if (WRONG_BODY.includes(operation.id)) return "[]";
  const { body } = (ROWS as Partial<Record<OperationId, Row>>)[operation.id] ?? {};
  return body ?? BODIES[operation.id]?.(unique) ?? (operation.body ? {} : undefined);
}

/** What changes nothing, though it is asked with a body; and messages, which are their own record. */
const NOT_RECORDED: OperationId[] = [
  // Of a worker that works it changes nothing.
  "resumeWorker",
  ...(["dryRunFilter", "previewEndpointRequest", "simulateEndpointTransformation", "precheckMessage"] as const),
  ...(["previewRecoverEndpoint", "previewReplayMissing", "previewBulkReplayEndpoint"] as const),
  ...(["previewBulkReplayApplication", "previewFleetReplay", "checkEndpointUrl", "exportEnvironment"] as const),
  ...(["createMessage", "createMessages", "triggerWebhooks"] as const),
  // A key has no session to end, nothing is left to expunge, and the worker works.
  ...(["logout", "bulkExpungeMessageContents", "resumeWorker"] as const),
  // Nor have the people of this test a second factor or other sessions; a secret counts for nothing until it is confirmed.
  ...(["removeStaffSecondFactor", "endStaffSessions", "endOtherSessions", "beginSecondFactor"] as const),
];
/** Requests that changed something, by what they asked for. */
const changes = new Map<string, OperationId>();

async function ask(api: Api, { scene, own }: Caller, operation: Operation, given: Headers): Promise<string> {
  const requestId = randomUUID();
  const headers = { ...given, "x-request-id": requestId };
  const path = pathIn({ ...scene, names: { ...scene.names, ...own } }, operation);
  const { status, text } = operation.stream
    ? await opened(path, headers)
    : await api(operation.method, path, bodyOf(scene, operation), headers).then((answer) => ({
        status: answer.status,
        text: JSON.stringify(answer.body),
      }));
  const isChange = operation.method !== "GET" && status < 300 && !NOT_RECORDED.includes(operation.id);
  if (isChange) changes.set(requestId, operation.id);
  return `${status} ${text}`;
}

/** What one caller was answered where the table says something else. */
async function differing(api: Api, caller: Caller, which: "allowed" | "refused"): Promise<string[]> {
  const { headers, may } = caller;
  const wrong: string[] = [];
  for (const operation of OPERATIONS) {
    const access = accessOf(operation.id);
    if (access.isPublic || may(access) !== (which === "allowed") || NOT_DONE.includes(operation.id)) continue;
    const answer = await ask(api, caller, operation, headers(operation.id));
    const isRefused = REFUSALS.includes(Number(answer.slice(0, 3)));
    if (isRefused !== (which === "refused")) wrong.push(`${operation.id}: ${answer.slice(0, 300)}`);
  }
  return wrong;
}

const hasRole = (role: StaffRole) => (access: Access) =>
  access.staff !== null && STAFF_ROLES.indexOf(role) >= STAFF_ROLES.indexOf(access.staff);
const hasCapability = (capability: Capability) => (access: Access) =>
  access.portal !== null && ["any", "ViewBase", capability].includes(access.portal);

/** For each scope a key that has it alone, and one that has all others. */
async function keysOfScopes(api: Api, applicationId: string | undefined, kind: "only" | "but") {
  const limits = applicationId ? { applicationId } : {};
  const made = SCOPE_NAMES.map(async (scope) => {
    const scopes = kind === "only" ? [scope] : SCOPE_NAMES.filter((other) => other !== scope);
    return [scope, (await newKey(api, { scopes, ...limits })).headers] as const;
  });
  return new Map<string, Headers>(await Promise.all(made));
}

/** The short API is about the application of the key. */
async function keysFor(api: Api, { tenant }: Scene, kind: "only" | "but" | "every") {
  const short = new Set<string>(ALL.filter((operation) => operation.short).map(({ id }) => id));
  const limits = { applicationId: tenant.ids.app_id };
  if (kind === "every") {
    const [every, ofOne] = await Promise.all([newKey(api, { scopes: ["*"] }), newKey(api, limits)]);
    return (id: OperationId) => (short.has(id) ? ofOne : every).headers;
  }
  const [every, ofOne] = await Promise.all([
    keysOfScopes(api, undefined, kind),
    keysOfScopes(api, tenant.ids.app_id, kind),
  ]);
  return (id: OperationId) => (short.has(id) ? ofOne : every).get(accessOf(id).key ?? "") ?? {};
}

interface Caller {
  name: string;
  scene: Scene;
  /** Names of what is the caller's alone. */
  own?: Record<string, string>;
  headers: (id: OperationId) => Headers;
  may: (access: Access) => boolean;
}

/** In the order in which they can share a scene: who takes things away comes last. */
async function callersOf(api: Api, sceneOf: (name: string) => Promise<Scene>): Promise<Caller[]> {
  const staff = STAFF_ROLES.map(async (role) => {
    const headers = await staffOf(role);
    const scene = await sceneOf(`staff ${role}`);
    const own = { export_id: await anExport(api, headers) };
    return { name: `staff ${role}`, scene, own, headers: () => headers, may: hasRole(role) };
  });
  const capabilities = [...CAPABILITIES.filter((one) => one !== "ManageEndpoint"), "ManageEndpoint" as const];
  const portal = capabilities.map(async (capability) => {
    const scene = await sceneOf("portal");
    const headers = await newSession(api, scene.tenant.ids.app_id, [capability]);
    return { name: `portal ${capability}`, scene, headers: () => headers, may: hasCapability(capability) };
  });
  return Promise.all([...staff, ...portal]);
}

/** By caller, what was wrong. Callers of one scene ask one after the other, those of different ones at once. */
async function wrongAnswers(
  api: Api,
  callers: Caller[],
  which: "allowed" | "refused",
): Promise<Record<string, string[]>> {
  const scenes = [...new Set(callers.map(({ scene }) => scene))];
  const lanes =
    which === "refused"
      ? callers.map((caller) => [caller])
      : scenes.map((scene) => callers.filter((caller) => caller.scene === scene));
  const found = lanes.map(async (lane) => {
    const wrong: [string, string[]][] = [];
    for (const caller of lane) wrong.push([caller.name, await differing(api, caller, which)]);
    return wrong;
  });
  return Object.fromEntries((await Promise.all(found)).flat().filter(([, wrong]) => wrong.length > 0));
}

test("whom the table allows an operation is not refused it, and what it changes is recorded", async ({ svix, api }) => {
  // Some eight hundred requests that do something.
  test.slow();
  const scenes = new Map<string, Promise<Scene>>();
  const sceneOf = (name: string) => {
    // A viewer takes nothing away from the support.
    const key = name === "staff viewer" ? "staff support" : name;
    const scene = scenes.get(key) ?? aScene(svix, api);
    scenes.set(key, scene);
    return scene;
  };
  const forKeys = (["only", "every"] as const).map(async (kind) => {
    const name = `key with ${kind}`;
    const scene = await sceneOf(name);
    return { name, scene, headers: await keysFor(api, scene, kind), may: ({ key }: Access) => key !== null };
  });
  const [callers, keys] = await Promise.all([callersOf(api, sceneOf), Promise.all(forKeys)]);
  expect(await wrongAnswers(api, [...callers, ...keys], "allowed")).toEqual({});
  for (const scene of scenes.values()) await close(svix, api, await scene);

  expect(changes.size).toBeGreaterThan(200);
  const recorded = await recordedRequests([...changes.keys()]);
  const unrecorded = [...changes].filter(([requestId]) => !recorded.has(requestId)).map(([, id]) => id);
  expect([...new Set(unrecorded)], "changes without an entry in the audit log").toEqual([]);
});

test("whom the table does not allow an operation is refused it, and nothing is changed", async ({ svix, api }) => {
  // Some two thousand requests.
  test.slow();
  const scene = await aScene(svix, api);
  const may = () => false;
  const callers = [
    ...(await callersOf(api, async () => scene)),
    // Refused with every scope but its own, an operation is refused with each of them.
    { name: "keys", scene, headers: await keysFor(api, scene, "but"), may },
    { name: "nobody", scene, headers: () => ({ authorization: "" }), may },
  ];
  const before = await everythingOf(api, scene.tenant);
  expect(await wrongAnswers(api, callers, "refused")).toEqual({});

  expect(await everythingOf(api, scene.tenant)).toEqual(before);
  const { unique } = scene;
  for (const path of [`app/${unique}-made`, `event-type/${unique}.made`]) {
    expect((await api("GET", `/api/v1/${path}`)).status).toBe(404);
  }
  await close(svix, api, scene);
});

test("the metrics answer whom the table says", async ({ api }) => {
  const status = async (headers: Headers) => (await api("GET", "/api/metrics", undefined, headers)).status;
  const access = accessOf("metrics");
  for (const role of STAFF_ROLES) {
    expect([role, await status(await staffOf(role))]).toEqual([role, hasRole(role)(access) ? 200 : 403]);
  }
  const others = SCOPE_NAMES.filter((scope) => scope !== access.key);
  expect(await status((await newKey(api, { scopes: [access.key] })).headers)).toBe(200);
  expect(await status((await newKey(api, { scopes: others })).headers)).toBe(403);
  expect(await status({ authorization: "" })).toBe(401);
});
