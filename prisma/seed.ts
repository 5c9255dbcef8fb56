import { exampleOf } from "@/lib/contract/example.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { applicationUidWasUsed } from "@/lib/domain/applications/uid-was-used.ts";
import { type Context, DEFAULT_ORGANIZATION, withTransaction } from "@/lib/domain/context.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { createEventType } from "@/lib/domain/event-types/create.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { keepInboxesAlive } from "@/lib/domain/inboxes/keep-alive.ts";
import { inboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { env } from "@/lib/env.ts";
import { Conflict } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { JOB_EVENT_TYPES } from "@/prisma/seed/event-types.ts";

export const DEMO_UID = "demo";

/** Events that the demo customer gets at once, so that every page has something to show. */
const FIRST_EVENTS = [
  ...["job.created", "job.processing", "job.progress", "job.extraction_completed", "job.completed"],
  ...["job.created", "job.processing", "job.failed", "job.completed_with_issues"],
];

const SEED: Context = {
  actor: { kind: "apiKey", id: null, label: "Demo data", organizationId: DEFAULT_ORGANIZATION },
  requestId: "seed",
};

/** Nobody's inbox: our own server answers 404 to it, which is a receiver that fails without leaving this machine. */
const NO_INBOX = "no-such-inbox";

async function seedEventTypes(ctx: Context): Promise<void> {
  for (const eventType of JOB_EVENT_TYPES) {
    await createEventType(ctx, eventType).catch((error: unknown) => {
      // What the operator has under this name stays theirs.
      if (!(error instanceof Conflict)) throw error;
    });
  }
}

/** One endpoint for each state that a page can show: healthy, failing, paused, and without traffic. */
async function seedEndpoints(ctx: Context, applicationId: string): Promise<void> {
  const inbox = await createInbox(ctx, { applicationId });
  const failingUrl = inboxUrl(NO_INBOX, env().PUBLIC_URL);
  const shared = { metadata: {}, disabled: false, eventTypes: null };
  const endpoints = [
    {
      name: "Debug inbox",
      url: inbox.url,
      description: "Keeps what it receives for you to look at. It lives for seven days.",
    },
    {
      name: "CRM sync",
      url: failingUrl,
      description: "Its server knows no such address and answers 404: this is what failing looks like.",
      eventTypes: ["job.completed", "job.completed_with_issues", "job.failed"],
    },
    {
      name: "Old reporting",
      url: failingUrl,
      description: "Turned off. What would have been sent is recorded and can be replayed.",
      eventTypes: ["job.completed"],
      disabled: true,
    },
    {
      name: "Status page",
      url: inbox.url,
      description: "Waits for maintenance announcements; none has been sent.",
      eventTypes: ["system.*"],
    },
  ];
  for (const endpoint of endpoints) {
    await createEndpoint(ctx, { applicationId, endpoint: { ...shared, ...endpoint } });
  }
}

/** The example of an event type, as an operator's backend would send it. */
export function examplePayload(eventType: string): string {
  const found = JOB_EVENT_TYPES.find(({ name }) => name === eventType);
  return JSON.stringify((found && exampleOf({ schemas: found.schemas ?? null })) ?? {});
}

/** @returns the id of the demo customer, `app_…`. */
async function seedApplications(ctx: Context): Promise<string> {
  await seedEventTypes(ctx);
  const demo = { name: "Acme Inc", uid: DEMO_UID, metadata: { plan: "demo" } };
  const { application } = await createApplication(ctx, { application: demo, whenTaken: "refuse" });
  const applicationId = parseId("application", application.id);
  if (!applicationId) throw new Error("The demo application has no id.");
  await seedEndpoints(ctx, applicationId);
  const empty = { name: "Globex", uid: "demo-empty", metadata: { plan: "demo" } };
  await createApplication(ctx, { application: empty, whenTaken: "get" });
  return application.id;
}

/**
 * The demo: a catalogue of job events, a customer with endpoints in every state, one without any, and first messages.
 * Everything is made by the verbs, so nothing is shown that did not happen. Once deleted it does not come back.
 * @param untilReady resolves when the server answers, so that the first tries meet it.
 */
export async function seedDemo(untilReady: () => Promise<void>): Promise<void> {
  if (await applicationUidWasUsed(DEFAULT_ORGANIZATION, DEMO_UID)) return;
  const application = await withTransaction(SEED, (tx) => seedApplications({ ...SEED, tx }));

  await untilReady();
  for (const eventType of FIRST_EVENTS) {
    const payload = examplePayload(eventType);
    const message = { eventType, payload: JSON.parse(payload) as Record<string, unknown> };
    await createMessage(SEED, { application, message, payload, idempotencyKey: null });
  }
}

/**
 * The demo's endpoints lead to this installation itself: they follow it when its address or port has changed since the
 * last start, and the inbox that they lead to lives on.
 */
export async function keepDemoReachable(): Promise<void> {
  const application = await findApplication(SEED, DEMO_UID);
  if (!application) return;
  const applicationId = application.id;
  await keepInboxesAlive(SEED, { applicationId });
  const { data } = await listEndpoints(SEED, { applicationId, limit: 250, order: "ascending" });
  for (const endpoint of data) {
    const token = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?\/inbox\/([A-Za-z0-9_-]+)$/.exec(endpoint.url)?.[1];
    const endpointId = parseId("endpoint", endpoint.id);
    if (!token || !endpointId) continue;
    const url = inboxUrl(token, env().PUBLIC_URL);
    if (url !== endpoint.url) await patchEndpoint(SEED, { applicationId, endpointId, patch: { url } });
  }
}
