import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { pool } from "@/lib/db.ts";
import { DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { plantRows } from "@/lib/domain/privacy/planted-rows.fixture.ts";
import { writeRequestLog } from "@/lib/domain/request-log/log.ts";
import { anApiKey, aPortalLink, SYSTEM } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { uuidOf } from "@/lib/testing/tenants.ts";

/** What is planted: a text of its own for each feature. */
function aPlant() {
  const run = randomBytes(3).toString("hex");
  const canaries = new Map<string, string>();
  const canary = (feature: string): string => {
    const text = `zq${run}${feature.replace(/\W/g, "").toLowerCase()}qz`;
    canaries.set(feature, text);
    return text;
  };
  return { canaries, canary };
}

/** An application that has used every feature once. */
export async function plant() {
  const { canaries, canary } = aPlant();
  const { token, ctx } = await anApiKey(DEFAULT_ORGANIZATION);
  const call = async (route: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await callApi(route, { token, body, headers });
    expect(answer.status, `${route} ${JSON.stringify(answer.json)}`).toBeLessThan(300);
    return answer.json;
  };
  await call("PUT /event-type/job.planted", { description: "A type of the operator." });
  const uid = canary("uid");
  const name = canary("name");
  const application = await call(
    "POST /app",
    { name, uid, metadata: { note: canary("metadata") } },
    { "idempotency-key": canary("key") },
  );
  const applicationId = uuidOf("application", application.id);
  const at = `/app/${uid}`;
  const endpoint = await call(
    `POST ${at}/endpoint`,
    {
      url: `https://receiver.example/${canary("url")}`,
      description: canary("description"),
      uid: canary("endpointUid"),
      channels: [canary("channel")],
      metadata: { a: canary("endpointMetadata") },
    },
    { "idempotency-key": "endpoint" },
  );
  const endpointId = uuidOf("endpoint", endpoint.id);
  const mine = `${at}/endpoint/${endpoint.id}`;
  await call(`PATCH ${mine}`, {
    filter: { path: "/a", op: "eq", value: canary("filter") },
    url: `https://receiver.example/${canary("secondUrl")}`,
  });
  await call(`PATCH ${mine}/transformation`, {
    code: `function handler(w) { return "${canary("code")}" && w; }`,
    enabled: true,
  });
  await call(`PUT ${mine}/headers`, { headers: { "x-own": canary("header") } });
  await call(`PUT ${mine}/authentication`, { basic: { username: canary("username"), password: canary("password") } });
  const payload = { a: canary("payload") };
  await call(
    `POST ${at}/msg`,
    {
      eventType: "invoice.paid",
      eventId: canary("eventId"),
      tags: [canary("tag")],
      payload,
      transformationsParams: { p: canary("params") },
    },
    { "idempotency-key": "m" },
  );
  await call(
    `POST ${at}/msg/batch`,
    { messages: [{ eventType: "invoice.paid", eventId: canary("batchEventId"), payload }] },
    { "idempotency-key": "many" },
  );
  await call(`POST ${at}/suspend`, { reason: canary("reason") });
  await call(`POST ${at}/resume`);
  await call("POST /api-key", { name: canary("apiKey"), applicationId: application.id });
  await call(`PATCH ${at}/privacy`, { redaction: [{ path: `$.${canary("path")}` }] });
  await call(`POST ${at}/source`, {
    name: canary("source"),
    kind: "hmac",
    secret: "a-secret-of-theirs",
    hmac: { header: canary("sourceHeader"), encoding: "hex", algorithm: "sha256" },
  });
  await call(`POST ${at}/alert-recipient`, {
    kind: "email",
    email: `${canary("email")}@customer.example`,
    alerts: ["failing"],
  });
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>${canary("picture")}</title><path d="M0 0h8v8z"/></svg>`;
  const logo = await call("POST /brand-asset", {
    mediaType: "image/svg+xml",
    data: Buffer.from(picture).toString("base64"),
  });
  await call(`PUT ${at}/branding`, { displayName: canary("brand"), logoLight: logo.hash });
  await pool().query("update brand_asset set created_at = now() - interval '1 day'");
  await writeRequestLog();

  const { code } = await aPortalLink(ctx, applicationId, {
    sessionId: canary("label"),
    next: `/deliveries?q=${canary("next")}`,
  });
  await exchangePortalLink(SYSTEM, { code, kind: "cookie", endedTokenOf: () => undefined });
  await plantRows({ applicationId, endpointId, uid, canary, label: application.id });
  return { canaries, applicationId, endpointId, name, uid, label: application.id };
}
