import { generate } from "selfsigned";
import { beforeAll, describe, expect, test } from "vitest";
import type { EndpointAuthenticationIn } from "@/lib/contract/endpoint-authentication.ts";
import { db, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import { getEndpointAuthentication } from "@/lib/domain/endpoints/get-authentication.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { deleteEndpointAuthentication, setEndpointAuthentication } from "@/lib/domain/endpoints/set-authentication.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { upsertEndpoint } from "@/lib/domain/endpoints/upsert.ts";
import { env } from "@/lib/env.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HTTPS_URL = "https://127.0.0.1:8999/hooks";
const SECRET = "secret-of-the-client-0123456789";
const OAUTH2 = {
  tokenUrl: "http://127.0.0.1:8998/token",
  clientId: "client-1",
  clientSecret: SECRET,
  scope: "events:write",
  authMethod: "basic",
  params: { resource: SECRET },
} as const;
let certificate: Awaited<ReturnType<typeof generate>>;

beforeAll(async () => {
  certificate = await generate([{ name: "commonName", value: "posthorn-client" }], { keySize: 2048 });
});

const mtlsOf = ({ cert, private: privateKey }: { cert: string; private: string }) => ({
  certificate: cert,
  privateKey,
});

async function aTenantWithEndpoint(url = HTTPS_URL) {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { url });
  const ref = { applicationId: tenant.applicationId, endpointId };
  const set = (authentication: EndpointAuthenticationIn, ctx: Context = tenant.ctx) =>
    setEndpointAuthentication(ctx, { ...ref, authentication });
  return { ...tenant, endpointId, ref, set };
}

/** Every byte that the database holds of an endpoint, and of what was done to it. */
async function everyRowOf(endpointId: string): Promise<string> {
  const { rows } = await pool().query<{ all: string }>(
    `select (select json_agg(e) from endpoint e where id = $1)::text || (select json_agg(v) from endpoint_version v where endpoint_id = $1)::text
       || coalesce((select json_agg(a) from audit_log a)::text, '') as all`,
    [endpointId],
  );
  return String(rows[0]?.all);
}

describe("what is stored", () => {
  test.each<[string, () => EndpointAuthenticationIn, object]>([
    [
      "basic",
      () => ({ basic: { username: "ann", password: SECRET } }),
      { credential: { name: "Authorization", value: `Basic ${Buffer.from(`ann:${SECRET}`).toString("base64")}` } },
    ],
    [
      "bearer",
      () => ({ bearer: { token: SECRET } }),
      { credential: { value: `Bearer ${SECRET}`, shown: "Bearer ••••6789" } },
    ],
    [
      "apiKey",
      () => ({ apiKey: { header: "X-Key", value: SECRET } }),
      { credential: { name: "X-Key", value: SECRET, shown: "••••6789" } },
    ],
    ["oauth2", () => ({ oauth2: OAUTH2 }), { credential: { value: "Bearer" }, oauth2: OAUTH2 }],
    [
      "mtls with its authority",
      () => ({ mtls: mtlsOf(certificate), ca: certificate.cert }),
      { credential: null, tls: { certificate: expect.stringContaining("BEGIN CERTIFICATE") } },
    ],
  ])("%s is sealed, opens for the worker, and is shown without its value", async (_, given, config) => {
    const { ctx, ref, set, endpointId } = await aTenantWithEndpoint();
    const shown = await set(given());
    expect(await getEndpointAuthentication(ctx, ref)).toEqual(shown);
    const rows = await everyRowOf(endpointId);
    const keyLines = certificate.private.split("\n").filter((line) => line.length > 40 && !line.startsWith("-----"));
    for (const secret of [SECRET, Buffer.from(`ann:${SECRET}`).toString("base64"), ...keyLines]) {
      expect(JSON.stringify(shown)).not.toContain(secret);
      expect(rows).not.toContain(secret);
    }
    expect(await loadDeliveryConfigsUnscoped([endpointId])).toMatchObject([config]);
    expect(await db().endpointVersion.findMany({ where: { endpointId }, orderBy: { version: "asc" } })).toMatchObject([
      { version: 1, authentication: null },
      { version: 2, authentication: shown },
    ]);
  });

  test("a value is bound to its endpoint: moved to another row it does not open", async () => {
    const { set, ctx, applicationId, endpointId } = await aTenantWithEndpoint();
    await set({ bearer: { token: SECRET } });
    const other = await anEndpoint(ctx, applicationId, { url: HTTPS_URL });
    await pool().query(
      "update endpoint set authentication_sealed = (select authentication_sealed from endpoint where id = $2) where id = $1",
      [other.endpointId, endpointId],
    );
    await expect(loadDeliveryConfigsUnscoped([other.endpointId])).rejects.toThrow();
  });

  test("setting replaces the whole, deleting ends it, and both are in the audit log without values", async () => {
    const { ctx, ref, set, endpointId } = await aTenantWithEndpoint();
    await set({ basic: { username: "ann", password: SECRET }, mtls: mtlsOf(certificate) });
    expect(await getEndpoint(ctx, { ...ref, endpointIdOrUid: formatId("endpoint", endpointId) })).toMatchObject({
      authenticatedBy: ["basic", "mtls"],
    });
    expect(await set({ bearer: { token: "short" } })).toMatchObject({
      basic: null,
      mtls: null,
      bearer: { last4: null },
    });
    await deleteEndpointAuthentication(ctx, ref);
    await deleteEndpointAuthentication(ctx, ref);
    expect(await getEndpointAuthentication(ctx, ref)).toEqual({
      basic: null,
      bearer: null,
      apiKey: null,
      oauth2: null,
      mtls: null,
      ca: null,
    });
    const entries = await db().auditLog.findMany({
      where: { applicationId: ref.applicationId, action: { startsWith: "endpoint.authentication" } },
      orderBy: { id: "asc" },
    });
    expect(entries).toMatchObject([
      { action: "endpoint.authentication_updated", change: { before: null, after: { basic: { username: "ann" } } } },
      {
        action: "endpoint.authentication_updated",
        change: { before: { mtls: { subject: "CN=posthorn-client" } }, after: { bearer: { last4: null } } },
      },
      { action: "endpoint.authentication_deleted", change: { after: null } },
    ]);
  });
});

describe("what is refused, and changes nothing", () => {
  const refusedAt = (...loc: string[]) => ({ code: "validation", issues: [expect.objectContaining({ loc })] });

  test("a certificate with a key of another one, an encrypted key, what is no PEM, and what has expired", async () => {
    const { set, ctx, ref } = await aTenantWithEndpoint();
    const other = await generate([{ name: "commonName", value: "other" }], { keySize: 2048 });
    const expired = await generate([{ name: "commonName", value: "old" }], {
      keySize: 2048,
      notBeforeDate: new Date("2020-01-01"),
      notAfterDate: new Date("2021-01-01"),
    });
    const weak = await generate([{ name: "commonName", value: "weak" }], { keySize: 1024 });
    const encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----";
    const pair = (over: object) => ({ mtls: { ...mtlsOf(certificate), ...over } });
    for (const [given, field, words] of [
      [pair({ privateKey: other.private }), "privateKey", "does not belong to the certificate"],
      [pair({ privateKey: encrypted }), "privateKey", "openssl pkey"],
      [pair({ privateKey: "no key" }), "privateKey", "BEGIN PRIVATE KEY"],
      [pair({ certificate: "none" }), "certificate", "BEGIN CERTIFICATE"],
      [pair({ certificate: `${other.cert}${certificate.cert}` }), "privateKey", "own certificate first"],
      [{ mtls: mtlsOf(expired) }, "certificate", "expired on 2021-01-01"],
      [{ mtls: mtlsOf(weak) }, "privateKey", "2048 to 4096 bits"],
    ] as const) {
      const refused = await set(given).catch((error: unknown) => error);
      expect(refused).toMatchObject(refusedAt("body", "mtls", field));
      expect((refused as Error).message).toContain(words);
    }
    await expect(set({ ca: "none" })).rejects.toMatchObject(refusedAt("body", "ca"));
    expect((await getEndpointAuthentication(ctx, ref)).mtls).toBeNull();
  });

  test("certificates for an endpoint over http", async () => {
    const { set } = await aTenantWithEndpoint("http://127.0.0.1:8999/hooks");
    await expect(set({ mtls: mtlsOf(certificate) })).rejects.toMatchObject(refusedAt("body", "mtls"));
    await expect(set({ ca: certificate.cert })).rejects.toMatchObject(refusedAt("body", "ca"));
  });

  test("a token URL that leads inside, to ourselves or nowhere", async () => {
    const { set } = await aTenantWithEndpoint();
    for (const tokenUrl of [
      "https://10.0.0.1/token",
      "https://169.254.169.254/",
      "ftp://a.example/",
      `${env().PUBLIC_URL}/token`,
    ]) {
      await expect(set({ oauth2: { ...OAUTH2, tokenUrl } }), tokenUrl).rejects.toMatchObject(
        refusedAt("body", "oauth2", "tokenUrl"),
      );
    }
  });

  test("a name that the sender writes itself", async () => {
    const { set } = await aTenantWithEndpoint();
    for (const header of ["webhook-id", "Cookie", "content-type", "a b"]) {
      await expect(set({ apiKey: { header, value: "x" } })).rejects.toMatchObject(refusedAt("body", "apiKey"));
    }
  });

  test("the same header twice, from whichever side it comes second", async () => {
    const { ctx, ref, set } = await aTenantWithEndpoint();
    await setEndpointHeaders(ctx, { ...ref, headers: { AUTHORIZATION: "Bearer x", "x-key": "1" } });
    await expect(set({ bearer: { token: SECRET } })).rejects.toMatchObject({
      ...refusedAt("body", "bearer"),
      message: expect.stringContaining("AUTHORIZATION"),
    });
    await expect(set({ oauth2: OAUTH2 })).rejects.toMatchObject(refusedAt("body", "oauth2"));
    await expect(set({ apiKey: { header: "X-Key", value: "2" } })).rejects.toMatchObject(refusedAt("body", "apiKey"));
    await setEndpointHeaders(ctx, { ...ref, headers: {} });
    await set({ basic: { username: "ann", password: SECRET } });
    await expect(setEndpointHeaders(ctx, { ...ref, headers: { authorization: "x" } })).rejects.toMatchObject({
      ...refusedAt("body", "headers", "authorization"),
      message: expect.stringContaining("(basic)"),
    });
    await setEndpointHeaders(ctx, { ...ref, headers: { "x-key": "1" } });
  });
});

test("an endpoint that moves to another origin loses its credentials, and the audit log says which", async () => {
  const { ctx, ref, set, applicationId, endpointId } = await aTenantWithEndpoint();
  await set({ bearer: { token: SECRET } });
  await patchEndpoint(ctx, { ...ref, patch: { url: `${HTTPS_URL}/elsewhere` } });
  expect((await getEndpointAuthentication(ctx, ref)).bearer).toEqual({ last4: "6789" });

  const moved = await patchEndpoint(ctx, { ...ref, patch: { url: "https://127.0.0.2:8999/hooks" } });
  expect(moved.authenticatedBy).toEqual([]);
  expect((await getEndpointAuthentication(ctx, ref)).bearer).toBeNull();
  expect(await loadDeliveryConfigsUnscoped([endpointId])).toMatchObject([
    { credential: null, oauth2: null, tls: null },
  ]);
  const [entry] = await db().auditLog.findMany({ where: { applicationId }, orderBy: { id: "desc" }, take: 1 });
  expect(entry).toMatchObject({
    change: { before: { authentication: { bearer: { last4: "6789" } } }, after: { authentication: null } },
  });

  await set({ bearer: { token: SECRET } });
  await upsertEndpoint(ctx, {
    applicationId,
    endpointIdOrUid: moved.id,
    endpoint: { url: "https://127.0.0.2:8999/other", description: "", disabled: false, metadata: {} },
  });
  expect((await getEndpointAuthentication(ctx, ref)).bearer, "who does not know of it leaves it").not.toBeNull();
});

test("it takes the capability, the role and the application", async () => {
  const { ref, set, customer, organizationId } = await aTenantWithEndpoint();
  const given = { bearer: { token: SECRET } };
  const reader = aCustomer(ref.applicationId, { organizationId, capabilities: ["ViewBase", "ManageEndpointSecret"] });
  await expect(set(given, reader)).rejects.toThrow(Forbidden);
  await expect(deleteEndpointAuthentication(reader, ref)).rejects.toThrow(Forbidden);
  await expect(set(given, aStaff("viewer"))).rejects.toThrow(Forbidden);
  await set(given, customer);
  await set(given, aStaff("support"));
  expect(await getEndpointAuthentication(reader, ref)).toMatchObject({ bearer: { last4: "6789" } });
  const stranger = aCustomer(newUuid(), { organizationId });
  await expect(set(given, stranger)).rejects.toThrow(NotFound);
  await expect(getEndpointAuthentication(stranger, ref)).rejects.toThrow(NotFound);
});
