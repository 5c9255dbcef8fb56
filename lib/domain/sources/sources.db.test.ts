import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { SourceIn } from "@/lib/contract/source.ts";
import { db, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createSource } from "@/lib/domain/sources/create.ts";
import { deleteSource } from "@/lib/domain/sources/delete.ts";
import { expireSourceSecrets } from "@/lib/domain/sources/expire-secrets.ts";
import { findSourceByToken } from "@/lib/domain/sources/find-by-token.ts";
import { getSource } from "@/lib/domain/sources/get.ts";
import { listSources } from "@/lib/domain/sources/list.ts";
import { patchSource } from "@/lib/domain/sources/patch.ts";
import { rotateSourceSecret } from "@/lib/domain/sources/rotate-secret.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aSource, SOURCE_SECRET, tokenOf } from "@/lib/testing/sources.ts";
import { aCustomer, aStaff, aTenant, uuidOf } from "@/lib/testing/tenants.ts";
import { verifySignature } from "@/lib/webhook/inbound/kinds.ts";

useDatabase();

const given = (source: Partial<SourceIn> & Pick<SourceIn, "kind">): SourceIn => ({
  name: "GitHub",
  disabled: false,
  ...source,
});

/** What the address says to a body that is signed with this secret. */
async function verdictOf(url: string, secret: string) {
  const source = await findSourceByToken(tokenOf(url));
  if (!source) throw new Error("There is no such source.");
  const signature = `sha256=${createHmac("sha256", secret).update("{}").digest("hex")}`;
  const request = { body: Buffer.from("{}"), header: () => signature };
  const { kind, secrets, settings } = source;
  return verifySignature({ kind, hmac: settings.hmac, secrets }, request, { nowSeconds: 0, toleranceSeconds: 300 });
}

async function audited(applicationId: string) {
  const rows = await db().auditLog.findMany({ where: { applicationId }, orderBy: { id: "asc" } });
  return rows.filter(({ objectKind }) => objectKind === "source").map(({ action, change }) => ({ action, change }));
}

test("a source has an address that nobody guesses, and the usual way of its kind filled in", async () => {
  const { ctx, applicationId } = await aTenant();
  const source = await createSource(ctx, { applicationId, source: given({ kind: "github", secret: SOURCE_SECRET }) });
  expect(source).toMatchObject({
    id: expect.stringMatching(/^src_[A-Za-z0-9]{27}$/),
    url: expect.stringMatching(/^http:\/\/posthorn\.test\/in\/[A-Za-z0-9_-]{22}$/),
    kind: "github",
    hmac: null,
    toleranceSeconds: 300,
    eventType: { from: "header", name: "x-github-event", prefix: "github." },
    eventId: { from: "header", name: "x-github-delivery" },
    networks: null,
    ratePerMinute: 600,
    deadLetterCount: 0,
    lastRequestAt: null,
    secrets: [{ last4: SOURCE_SECRET.slice(-4), current: true, expiresAt: null }],
  });
  const ref = { applicationId, sourceId: uuidOf("source", source.id) };
  expect(await getSource(ctx, ref)).toEqual(source);
  expect((await listSources(ctx, { applicationId, limit: 10 })).data).toEqual([source]);
});

test("a secret is stored sealed, and neither answers nor the audit log hold it", async () => {
  const { ctx, applicationId, source, ref } = await aSource({ kind: "github" });
  await rotateSourceSecret(ctx, { ...ref, secret: "another secret of theirs" });
  const stored = await pool().query("select * from source_secret where source_id = $1", [ref.sourceId]);
  const seen = JSON.stringify([source, stored.rows, await audited(applicationId), await getSource(ctx, ref)]);
  for (const secret of [SOURCE_SECRET, "another secret of theirs"]) expect(seen).not.toContain(secret);
  const address = JSON.stringify(await audited(applicationId));
  expect(address).not.toContain(tokenOf(source.url));
});

test("during a rotation both secrets are accepted, and afterwards the new one", async () => {
  const { ctx, source, ref } = await aSource({ kind: "github" });
  const [old, next] = [SOURCE_SECRET, "the next secret"];
  expect(await verdictOf(source.url, next)).toBe("wrong");
  await rotateSourceSecret(ctx, { ...ref, secret: next });
  expect([await verdictOf(source.url, old), await verdictOf(source.url, next)]).toEqual(["valid", "valid"]);
  expect((await getSource(ctx, ref)).secrets).toMatchObject([{ current: true }, { current: false }]);
  await expireSourceSecrets(ctx, ref);
  expect([await verdictOf(source.url, old), await verdictOf(source.url, next)]).toEqual(["wrong", "valid"]);
  await rotateSourceSecret(ctx, { ...ref, secret: old, gracePeriodSeconds: 0 });
  expect([await verdictOf(source.url, old), await verdictOf(source.url, next)]).toEqual(["valid", "wrong"]);
});

test("the eleventh old secret is refused, and so is one that is accepted already", async () => {
  const { ctx, ref } = await aSource({ kind: "github" });
  for (let n = 0; n < 10; n++) await rotateSourceSecret(ctx, { ...ref, secret: `secret number ${n}` });
  await expect(rotateSourceSecret(ctx, { ...ref, secret: "one too many" })).rejects.toMatchObject({
    code: "limit_reached",
  });
  await expect(rotateSourceSecret(ctx, { ...ref, secret: "secret number 3" })).rejects.toMatchObject({
    issues: [{ loc: ["body", "secret"] }],
  });
});

test("a source without a secret takes nothing until it has one", async () => {
  const { ctx, source, ref } = await aSource({ kind: "github", secret: null });
  expect(source.secrets).toEqual([]);
  expect(await verdictOf(source.url, "")).toBe("wrong");
  await rotateSourceSecret(ctx, { ...ref, secret: SOURCE_SECRET });
  expect(await verdictOf(source.url, SOURCE_SECRET)).toBe("valid");
});

test("a patch changes what it names, null takes the usual back, and the audit log shows what is different", async () => {
  const { ctx, applicationId, ref } = await aSource({ kind: "github", channels: ["a"] });
  const patch = { name: "Mine", ratePerMinute: 5, eventType: { from: "fixed", value: "x.y" }, disabled: true } as const;
  expect(await patchSource(ctx, { ...ref, patch })).toMatchObject({ ...patch, channels: ["a"] });
  const usual = { ratePerMinute: null, eventType: null, channels: null, disabled: false };
  expect(await patchSource(ctx, { ...ref, patch: usual })).toMatchObject({
    name: "Mine",
    ratePerMinute: 600,
    eventType: { from: "header", name: "x-github-event" },
    channels: null,
    disabled: false,
  });
  expect((await audited(applicationId)).at(-2)).toMatchObject({
    action: "source.updated",
    change: { before: { name: "GitHub", ratePerMinute: 600 }, after: { name: "Mine", ratePerMinute: 5 } },
  });
});

test.each([
  ["a profile of a signature for a kind that has its own", { hmac: { header: "x-a" } }, ["body", "hmac"]],
  ["a network that mixes IPv4 and IPv6", { networks: ["::ffff:1.2.3.4/64"] }, ["body", "networks", "0"]],
  ["a secret that is too short", { secret: "short" }, ["body", "secret"]],
  ["a secret with a blank at its end", { secret: "long enough " }, ["body", "secret"]],
  ["a Standard Webhooks secret that is none", { kind: "standardwebhooks", secret: "whsec_!" }, ["body", "secret"]],
  ["an unsigned source where none are allowed", { kind: "none", secret: null }, ["body", "kind"]],
])("%s is refused at its field", async (_, input, loc) => {
  const { ctx, applicationId } = await aTenant();
  const source = given({ kind: "github", secret: SOURCE_SECRET, ...(input as object) });
  await expect(createSource(ctx, { applicationId, source })).rejects.toMatchObject({ issues: [{ loc }] });
  expect((await listSources(ctx, { applicationId, limit: 10 })).data).toEqual([]);
});

test("a deleted source is gone for its address and for everybody", async () => {
  const { ctx, applicationId, source, ref } = await aSource({ kind: "github" });
  await deleteSource(ctx, ref);
  expect(await findSourceByToken(tokenOf(source.url))).toBeNull();
  await expect(getSource(ctx, ref)).rejects.toMatchObject({ code: "not_found" });
  expect((await listSources(ctx, { applicationId, limit: 10 })).data).toEqual([]);
  expect((await pool().query("select from source_secret where source_id = $1", [ref.sourceId])).rowCount).toBe(0);
});

test("a source of another application is indistinguishable from a missing one", async () => {
  const { ctx, ref } = await aSource({ kind: "github" });
  const other = await aTenant();
  const foreign = { applicationId: other.applicationId, sourceId: ref.sourceId };
  const notFound = { code: "not_found" };
  await expect(getSource(other.ctx, foreign)).rejects.toMatchObject(notFound);
  await expect(patchSource(other.ctx, { ...foreign, patch: { name: "x" } })).rejects.toMatchObject(notFound);
  await expect(deleteSource(other.ctx, foreign)).rejects.toMatchObject(notFound);
  await expect(rotateSourceSecret(other.ctx, { ...foreign, secret: "long enough" })).rejects.toMatchObject(notFound);
  expect((await getSource(ctx, ref)).name).toBe("GitHub");
});

test("customers cannot see sources, support may look, and engineers may change them", async () => {
  const { applicationId, organizationId, ref } = await aSource({ kind: "github" });
  const make = (ctx: Context) => createSource(ctx, { applicationId, source: given({ kind: "github" }) });
  const forbidden = { code: "insufficient access" };
  const customer = aCustomer(applicationId, { organizationId });
  await expect(getSource(customer, ref)).rejects.toMatchObject(forbidden);
  await expect(make(customer)).rejects.toMatchObject(forbidden);
  await expect(getSource(aStaff("viewer"), ref)).rejects.toMatchObject(forbidden);
  expect((await getSource(aStaff("support"), ref)).name).toBe("GitHub");
  await expect(make(aStaff("support"))).rejects.toMatchObject(forbidden);
  expect((await make(aStaff("engineer"))).name).toBe("GitHub");
});

test("nobody makes more than fifty, however many ask at once", async () => {
  const { ctx, applicationId } = await aTenant();
  const make = () => createSource(ctx, { applicationId, source: given({ kind: "github" }) });
  const all = await Promise.allSettled(Array.from({ length: 53 }, make));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
});
