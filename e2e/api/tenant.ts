import { randomBytes } from "node:crypto";
import type { Svix } from "svix";
import { Agent, request } from "undici";
import { neverMade } from "@/e2e/api/never-made.ts";
import { call, notYet, until, untilDelivery, untilTask } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL } from "@/e2e/environment.ts";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";

/** Everything of one customer that a request can name, under the names of the path parameters. */
export interface Names {
  app_id: string;
  endpoint_id: string;
  deleted_endpoint_id: string;
  msg_id: string;
  delivery_id: string;
  attempt_id: string;
  inbox_id: string;
  inbox_request_id: string;
  task_id: string;
  inbox_url: string;
  source_id: string;
  source_request_id: string;
  recipient_id: string;
  alert_id: string;
  activity_id: string;
}

/** The headers of a portal session of either kind. */
export interface Access {
  bearer: Record<string, string>;
  /** As a page of this portal sends it. */
  cookie: Record<string, string>;
}

export interface Tenant extends Access {
  ids: Names;
  /** With the operator's own names, where a thing can have one. */
  uids: Names;
  receiver: Receiver;
}

/** The text after `#k=` of a link is the code that a page spends. */
export const codeOf = (url: string): string => new URL(url).hash.slice("#k=".length);

interface Exchanged {
  status: number;
  body: unknown;
  cookie: string | undefined;
}

/**
 * Spends the code of a link.
 * @param from another loopback address to come from: wrong codes are limited for each address
 */
export async function exchange(code: string, from = "127.0.0.1"): Promise<Exchanged> {
  const agent = new Agent({ localAddress: from });
  const { statusCode, headers, body } = await request(`${BASE_URL}/api/v1/auth/portal/exchange`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
    dispatcher: agent,
  });
  const answer = { status: statusCode, body: await body.json(), cookie: String(headers["set-cookie"] ?? "") };
  await agent.close();
  return { ...answer, cookie: answer.cookie.split(";")[0] || undefined };
}

export async function newAccess(svix: Svix, applicationId: string): Promise<Access> {
  const { url, token } = await svix.authentication.appPortalAccess(applicationId, {});
  const { cookie } = await exchange(codeOf(url));
  return {
    bearer: { authorization: `Bearer ${token}` },
    cookie: { authorization: "", cookie: String(cookie), origin: BASE_URL, "x-posthorn-application": applicationId },
  };
}

/** A customer with one thing of every kind. The delivery waits for its retry, so that nothing changes by itself. */
export async function aTenant(svix: Svix): Promise<Tenant> {
  const uid = () => `u${randomBytes(6).toString("hex")}`;
  const receiver = await startReceiver();
  receiver.answerWith({ status: 503, headers: { "retry-after": "900" } });
  const application = await svix.application.create({ name: "Tenant", uid: uid() });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, uid: uid() });
  const deleted = await svix.endpoint.create(application.id, { url: receiver.url, uid: uid() });
  await svix.endpoint.delete(application.id, deleted.id);
  const eventId = uid();
  const message = await svix.message.create(application.id, {
    eventType: "job.created",
    payload: { uid: uid() },
    eventId,
  });
  const delivery = await untilDelivery({ application, message, endpoint }, "retrying");
  const inbox = await call("POST /app/{app_id}/inbox", { params: { app_id: application.id } });
  await fetch(inbox.url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
  const { data } = await call("GET /app/{app_id}/inbox/{inbox_id}/request", {
    params: { app_id: application.id, inbox_id: inbox.id },
  });
  const source = await call("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: { name: "Tenant", kind: "none" },
  });
  await fetch(source.url, { method: "POST", body: "not json" });
  // Until it changes no more.
  const deadLetter = await until("the dead letter", async () => {
    const params = { app_id: application.id, source_id: source.id };
    const { data: taken } = await call("GET /app/{app_id}/source/{source_id}/request", { params });
    const [dead] = taken.filter(({ state }) => state === "dead");
    return dead ?? notYet(taken);
  });

  const recipient = await call("POST /app/{app_id}/alert-recipient", {
    params: { app_id: application.id },
    body: { kind: "webhook", url: inbox.url },
  });
  const alert = await call("POST /app/{app_id}/alert-recipient/{recipient_id}/test", {
    params: { app_id: application.id, recipient_id: recipient.id },
  });
  await until("the test alert", async () => {
    const { data: alerts } = await call("GET /app/{app_id}/alert", { params: { app_id: application.id } });
    return alerts.find(({ state }) => state === "sent") ?? notYet(alerts);
  });

  const { id: taskId } = await call("POST /app/{app_id}/endpoint/{endpoint_id}/recover", {
    params: { app_id: application.id, endpoint_id: endpoint.id },
    body: { since: new Date(Date.now() - 3_600_000).toISOString() },
  });
  await untilTask(taskId, "finished");

  const { data: activity } = await call("GET /app/{app_id}/activity", { params: { app_id: application.id } });

  const ids = {
    app_id: application.id,
    endpoint_id: endpoint.id,
    deleted_endpoint_id: deleted.id,
    msg_id: message.id,
    delivery_id: delivery.id,
    attempt_id: String(delivery.attempts[0]?.id),
    inbox_id: inbox.id,
    inbox_request_id: String(data[0]?.id),
    task_id: taskId,
    inbox_url: inbox.url,
    source_id: source.id,
    source_request_id: deadLetter.id,
    recipient_id: recipient.id,
    alert_id: alert.id,
    activity_id: String(activity[0]?.id),
  };
  return {
    ids,
    uids: {
      ...ids,
      app_id: String(application.uid),
      endpoint_id: String(endpoint.uid),
      deleted_endpoint_id: String(deleted.uid),
      msg_id: eventId,
    },
    ...(await newAccess(svix, application.id)),
    receiver,
  };
}

/** Names like these, of things that never were. */
export function neverNames(names: Names): Names {
  const turned = Object.entries(names).map(([kind, name]) => {
    if (kind === "inbox_url") return [kind, `${name.slice(0, -4)}AAAA`];
    return [kind, /^[a-z]+_/.test(name) ? neverMade(name) : `${name}x`];
  });
  return Object.fromEntries(turned);
}
