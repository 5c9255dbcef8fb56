import { randomBytes } from "node:crypto";
import type { Svix } from "svix";
import { neverMade } from "@/e2e/api/never-made.ts";
import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL } from "@/e2e/environment.ts";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";

/** Everything of one customer that a request can name, under the names of the path parameters. */
export interface Names {
  app_id: string;
  endpoint_id: string;
  msg_id: string;
  delivery_id: string;
  attempt_id: string;
  inbox_id: string;
  inbox_request_id: string;
  inbox_url: string;
}

export interface Tenant {
  ids: Names;
  /** With the operator's own names, where a thing can have one. */
  uids: Names;
  bearer: string;
  /** As a page of this portal sends it. */
  cookie: Record<string, string>;
  receiver: Receiver;
}

/** The text after `#k=` of a link is the code that a page spends. */
export const codeOf = (url: string): string => new URL(url).hash.slice("#k=".length);

export function exchange(code: string): Promise<Response> {
  return fetch(`${BASE_URL}/api/v1/auth/portal/exchange`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  });
}

/** A customer with one thing of every kind. The delivery waits for its retry, so that nothing changes by itself. */
export async function aTenant(svix: Svix): Promise<Tenant> {
  const uid = () => `u${randomBytes(6).toString("hex")}`;
  const receiver = await startReceiver();
  receiver.answerWith({ status: 503, headers: { "retry-after": "900" } });
  const application = await svix.application.create({ name: "Tenant", uid: uid() });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, uid: uid() });
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

  const access = await svix.authentication.appPortalAccess(application.id, {});
  const exchanged = await exchange(codeOf(access.url));
  const [cookie = ""] = String(exchanged.headers.get("set-cookie")).split(";");
  const ids = {
    app_id: application.id,
    endpoint_id: endpoint.id,
    msg_id: message.id,
    delivery_id: delivery.id,
    attempt_id: String(delivery.attempts[0]?.id),
    inbox_id: inbox.id,
    inbox_request_id: String(data[0]?.id),
    inbox_url: inbox.url,
  };
  return {
    ids,
    uids: { ...ids, app_id: String(application.uid), endpoint_id: String(endpoint.uid), msg_id: eventId },
    bearer: access.token,
    cookie: { cookie, origin: BASE_URL, "x-posthorn-application": application.id },
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
