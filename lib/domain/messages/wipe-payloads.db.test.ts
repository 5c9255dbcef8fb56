import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { wipePayloadsUnscoped } from "@/lib/domain/messages/wipe-payloads.ts";
import { patchPrivacy } from "@/lib/domain/privacy/change.ts";
import { formatId } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR_AGO = () => Date.now() - 3_600_000;
const isKept = async (messageId: string) =>
  (await pool().query("select payload from message where id = $1", [messageId])).rows[0]?.payload !== null;
const looksNow = () => pool().query("update message_option set wipe_look_at = now() where wipe_look_at is not null");

test("an application that wipes loses each payload once all of its deliveries have succeeded, and what was made of it", async () => {
  const { ctx, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const { endpointId: other } = await anEndpoint(ctx, applicationId);
  const base = { applicationId, endpointId, atMs: HOUR_AGO() };
  const arrived = await aDelivery(base);
  const failed = await aDelivery({ ...base, state: "failed" });
  const half = await aDelivery(base);
  const rest = await aDelivery({ ...base, endpointId: other, messageId: half.messageId, state: "retrying" });
  const unwanted = await aMessage({ applicationId, atMs: HOUR_AGO() });
  await pool().query(
    "insert into attempt_request (id, method, url, headers, body_kind, body) values ($1, 'POST', 'https://a.example', '[]', 1, 'made of it')",
    [arrived.attemptIds[0]],
  );
  expect(await wipePayloadsUnscoped()).toBe(0);

  await patchPrivacy(ctx, { applicationId, patch: { wipesAfterSuccess: true } });
  expect(await wipePayloadsUnscoped()).toBe(2);
  expect(await Promise.all([arrived, failed, half].map((one) => isKept(one.messageId)))).toEqual([false, true, true]);
  expect(await isKept(unwanted)).toBe(false);
  const { rows } = await pool().query("select body from attempt_request where id = $1", [arrived.attemptIds[0]]);
  expect(rows).toEqual([{ body: null }]);

  await pool().query("delete from delivery where id = $1", [rest.deliveryId]);
  await looksNow();
  expect(await wipePayloadsUnscoped()).toBe(1);
  expect(await isKept(half.messageId)).toBe(false);
  expect(await isKept(failed.messageId)).toBe(true);
});

test("a message says otherwise than its application, both ways", async () => {
  const { token, ctx } = await anApiKey();
  const { id, uuid: applicationId } = await anApplication(ctx);
  const send = async (wipes?: boolean) => {
    const body = {
      eventType: "job.done",
      payload: { n: 1 },
      ...(wipes === undefined ? {} : { wipePayloadAfterSuccess: wipes }),
    };
    const { status, json } = await callApi(`POST /app/${id}/msg`, { token, body });
    expect(status).toBe(202);
    return uuidOf("message", json.id);
  };
  const [asked, usual] = [await send(true), await send()];
  expect(await wipePayloadsUnscoped()).toBe(1);
  expect([await isKept(asked), await isKept(usual)]).toEqual([false, true]);

  await patchPrivacy(ctx, { applicationId, patch: { wipesAfterSuccess: true } });
  const kept = await send(false);
  // They are looked through once they are certain to be committed.
  await wipePayloadsUnscoped();
  expect(await isKept(usual)).toBe(true);
  await pool().query("update application set wipe_mark = null where id = $1", [applicationId]);
  await pool().query(
    "update message set id = overlay(id::text placing '01900000' from 1 for 8)::uuid where id = any ($1)",
    [[usual]],
  );
  expect(await wipePayloadsUnscoped()).toBe(1);
  expect(await isKept(kept)).toBe(true);
  expect(formatId("message", kept)).toMatch(/^msg_/);
});
