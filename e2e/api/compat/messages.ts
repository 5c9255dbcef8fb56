import type { Svix } from "svix";
import type { Svix as Svix1 } from "svix1";
import { type Row, type Scene, same } from "@/e2e/api/compat/row.ts";

const list = "/app/{app_id}/msg";
const one = `${list}/{msg_id}`;

const send = (sdk: Svix | Svix1, { app, eventType }: Scene) =>
  sdk.message.create(app, { eventType, payload: { n: 1 }, channels: ["eu"], tags: ["compat"] });

export const messages: Row[] = [
  {
    operation: `GET ${list}`,
    success: [200],
    tier: 1,
    call: "message.list",
    ...same((sdk, { app, eventType, since }) =>
      sdk.message.list(app, { limit: 5, after: since, channel: "eu", tag: "compat", eventTypes: [eventType] }),
    ),
  },
  { operation: `POST ${list}`, success: [202], tier: 1, call: "message.create", ...same(send) },
  {
    operation: `GET ${one}`,
    success: [200],
    tier: 1,
    call: "message.get",
    ...same((sdk, { app, message }) => sdk.message.get(app, message, { withContent: true })),
  },
  {
    operation: `DELETE ${one}/content`,
    success: [204],
    tier: 1,
    call: "message.expungeContent",
    ...same(async (sdk, scene) => sdk.message.expungeContent(scene.app, (await send(sdk, scene)).id)),
  },
  {
    operation: `POST ${list}/precheck/active`,
    success: [200],
    tier: 2,
    call: "message.precheck",
    ...same((sdk, { app, eventType }) => sdk.message.precheck(app, { eventType, channels: ["eu"] })),
  },
  {
    operation: `POST ${list}/bulk-expunge`,
    success: [200],
    tier: 2,
    call: "message.bulkExpungeContent",
    oldCall: null,
    two: async (sdk, scene) => sdk.message.bulkExpungeContent(scene.app, { ids: [(await send(sdk, scene)).id] }),
  },
  {
    operation: `POST ${list}/expunge-all-contents`,
    success: [202],
    tier: 2,
    call: "message.expungeAllContents",
    ...same(async (sdk, { name }) =>
      sdk.message.expungeAllContents((await sdk.application.create({ name: name() })).id),
    ),
  },
  {
    operation: "GET /app/{app_id}/attempt/endpoint/{endpoint_id}",
    success: [200],
    tier: 1,
    call: "messageAttempt.listByEndpoint",
    ...same((sdk, { app, endpoint, since }) =>
      sdk.messageAttempt.listByEndpoint(app, endpoint, { status: 0, after: since, withContent: true, withMsg: true }),
    ),
  },
  {
    operation: "GET /app/{app_id}/attempt/msg/{msg_id}",
    success: [200],
    tier: 1,
    call: "messageAttempt.listByMsg",
    ...same((sdk, { app, message, endpoint }) =>
      sdk.messageAttempt.listByMsg(app, message, { endpointId: endpoint, statusCodeClass: 200 }),
    ),
  },
  {
    operation: "GET /app/{app_id}/endpoint/{endpoint_id}/msg",
    success: [200],
    tier: 1,
    call: "messageAttempt.listAttemptedMessages",
    ...same((sdk, { app, endpoint }) => sdk.messageAttempt.listAttemptedMessages(app, endpoint, { status: 0 })),
  },
  {
    operation: `GET ${one}/endpoint`,
    success: [200],
    tier: 1,
    call: "messageAttempt.listAttemptedDestinations",
    ...same((sdk, { app, message }) => sdk.messageAttempt.listAttemptedDestinations(app, message)),
  },
  {
    operation: `GET ${one}/attempt/{attempt_id}`,
    success: [200],
    tier: 1,
    call: "messageAttempt.get",
    ...same((sdk, { app, message, attempt }) => sdk.messageAttempt.get(app, message, attempt)),
  },
  {
    operation: `DELETE ${one}/attempt/{attempt_id}/content`,
    success: [204],
    tier: 1,
    call: "messageAttempt.expungeContent",
    ...same((sdk, { app, message, attempt }) => sdk.messageAttempt.expungeContent(app, message, attempt)),
  },
  {
    operation: `POST ${one}/endpoint/{endpoint_id}/resend`,
    success: [202],
    tier: 1,
    call: "messageAttempt.resend",
    ...same((sdk, { app, message, endpoint }) => sdk.messageAttempt.resend(app, message, endpoint)),
  },
  {
    operation: `GET ${one}/attempt`,
    success: [200],
    tier: 1,
    call: null,
    plain: ({ app, message }) => ({ path: `/app/${app}/msg/${message}/attempt` }),
    note: "The path that SDKs before 1.0 ask for.",
  },
  {
    operation: `GET ${one}/endpoint/{endpoint_id}/attempt`,
    success: [200],
    tier: 1,
    call: null,
    plain: ({ app, message, endpoint }) => ({ path: `/app/${app}/msg/${message}/endpoint/${endpoint}/attempt` }),
    note: "The path that SDKs before 1.0 ask for.",
  },
];
