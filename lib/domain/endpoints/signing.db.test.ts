import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import type { EndpointIn } from "@/lib/contract/endpoint.ts";
import { db } from "@/lib/db.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { expireEndpointSecrets } from "@/lib/domain/endpoints/expire-secrets.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { listPublicKeys } from "@/lib/domain/endpoints/list-public-keys.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { setEndpointAuthentication } from "@/lib/domain/endpoints/set-authentication.ts";
import { patchEndpointHeaders, setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { keyPairOf } from "@/lib/webhook/key-pair.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";

useDatabase();

async function made(input: Partial<EndpointIn> = {}) {
  const tenant = await aTenant();
  const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId, input);
  return { ...tenant, endpoint, ref: { applicationId: tenant.applicationId, endpointId } };
}

async function kindsThatSign(endpointId: string): Promise<string[]> {
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  return config?.keys.map(({ key }) => (key.type === "private" ? "v1a" : "v1")) ?? [];
}

const at = (...loc: string[]) => ({ issues: [expect.objectContaining({ loc: ["body", ...loc] })] });
const HMAC = { header: "X-Acme-Signature" } as const;
const options = (given: Record<string, unknown>) => given as DeliveryOptions;

describe("a key pair", () => {
  test("is made on request, shows its public half alone, and signs", async () => {
    const { ctx, ref } = await made({ secretKind: "v1a" });
    const { key } = await getEndpointSecret(ctx, ref);
    expect(key).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(await kindsThatSign(ref.endpointId)).toEqual(["v1a"]);
    const { data } = await listEndpointSecrets(ctx, ref);
    expect(data).toMatchObject([{ kind: "v1a", publicKey: key, last4: key.slice(-5, -1), current: true }]);
  });

  test("that is given is kept sealed, and nothing ever shows its private half", async () => {
    const pair = keyPairOf(randomBytes(32));
    const { ctx, ref } = await made({ secret: pair.privateText });
    expect(await getEndpointSecret(ctx, ref)).toEqual({ key: pair.publicText });
    const rows = [await db().endpointSecret.findMany(), await db().auditLog.findMany()];
    expect(JSON.stringify(rows)).not.toContain(pair.privateText.slice(5, 40));
  });

  test("that is none is refused at its field, and so is one of the other kind than was asked for", async () => {
    const { ctx, applicationId } = await aTenant();
    const given = (input: Partial<EndpointIn>) => anEndpoint(ctx, applicationId, input);
    await expect(given({ secret: `whsk_${Buffer.alloc(64, 1).toString("base64")}` })).rejects.toMatchObject(
      at("secret"),
    );
    await expect(given({ secret: "whpk_abcd" })).rejects.toMatchObject(at("secret"));
    const shared = formatSecret(randomBytes(24));
    await expect(given({ secret: shared, secretKind: "v1a" })).rejects.toMatchObject(at("secret"));
    const { privateText } = keyPairOf(randomBytes(32));
    await expect(given({ secret: privateText, secretKind: "v1" })).rejects.toMatchObject(at("secret"));
  });

  test("takes over from a shared secret and gives back to one, both sign meanwhile", async () => {
    const { ctx, ref } = await made();
    await rotateEndpointSecret(ctx, { ...ref, kind: "v1a" });
    expect(await kindsThatSign(ref.endpointId)).toEqual(["v1a", "v1"]);
    await rotateEndpointSecret(ctx, ref);
    expect(await kindsThatSign(ref.endpointId), "the kind of the current one").toEqual(["v1a", "v1a", "v1"]);
    await rotateEndpointSecret(ctx, { ...ref, kind: "v1" });
    expect(await kindsThatSign(ref.endpointId)).toEqual(["v1", "v1a", "v1a", "v1"]);
    await expireEndpointSecrets(ctx, ref);
    expect(await kindsThatSign(ref.endpointId)).toEqual(["v1"]);
  });

  test("is published for as long as it signs, newest first, to whoever knows the endpoint", async () => {
    const { ctx, endpoint, ref } = await made({ secretKind: "v1a" });
    const { key: first } = await getEndpointSecret(ctx, ref);
    await rotateEndpointSecret(ctx, ref);
    const { key: second } = await getEndpointSecret(ctx, ref);
    const published = () => listPublicKeys({ endpointId: endpoint.id });
    expect((await published()).keys).toMatchObject([
      { kty: "OKP", crv: "Ed25519", use: "sig", alg: "EdDSA", key: second, current: true, expiresAt: null },
      { key: first, current: false, expiresAt: expect.any(String) },
    ]);
    await expireEndpointSecrets(ctx, ref);
    expect((await published()).keys.map(({ key }) => key)).toEqual([second]);
    await deleteEndpoint(ctx, ref);
    await expect(published()).rejects.toMatchObject({ code: "not_found" });
  });

  test("that does not exist looks like an endpoint that does not", async () => {
    const { endpoint } = await made();
    const stranger = `${endpoint.id.slice(0, -1)}x`;
    for (const endpointId of [endpoint.id, stranger, "ep_", "anything"]) {
      await expect(listPublicKeys({ endpointId })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("plain signatures", () => {
  test("are set, shown with what was left open, and unset", async () => {
    const { ctx, endpoint, ref } = await made({ deliveryOptions: options({ hmacHeaders: [HMAC] }) });
    expect(endpoint.deliveryOptions.hmacHeaders).toEqual([
      {
        ...HMAC,
        prefix: "",
        encoding: "hex",
        algorithm: "sha256",
        signs: "body",
        key: "text",
        timestampHeader: null,
        eventHeader: null,
        deliveryHeader: null,
      },
    ]);
    const again = await patchEndpoint(ctx, { ...ref, patch: { deliveryOptions: { sequence: true } } });
    expect(again.deliveryOptions.hmacHeaders).toEqual(endpoint.deliveryOptions.hmacHeaders);
    const without = await patchEndpoint(ctx, { ...ref, patch: { deliveryOptions: { hmacHeaders: null } } });
    expect(without.deliveryOptions).toMatchObject({ hmacHeaders: null, sequence: true });
  });

  test.each([
    ["one of ours", [{ header: "webhook-signature" }], "header"],
    ["one of the older names", [{ header: "svix-signature" }], "header"],
    ["one that frames the request", [{ header: "Content-Length" }], "header"],
    ["one that is none", [{ header: "no spaces" }], "header"],
    ["the same twice", [HMAC, { header: "x-acme-signature" }], "header"],
    ["the one of a rotation", [HMAC, { header: "X-ACME-signature-next" }], "header"],
    ["the same for the event", [{ ...HMAC, eventHeader: "X-Acme-Signature" }], "eventHeader"],
    ["Host for the delivery", [{ ...HMAC, deliveryHeader: "Host" }], "deliveryHeader"],
    ["Accept", [{ header: "Accept" }], "header"],
  ])("under a name that may not be written are refused at it: %s", async (_, hmacHeaders, field) => {
    const { ctx, applicationId } = await aTenant();
    const index = String(hmacHeaders.length - 1);
    await expect(anEndpoint(ctx, applicationId, { deliveryOptions: options({ hmacHeaders }) })).rejects.toMatchObject(
      at("deliveryOptions", "hmacHeaders", index, field),
    );
  });

  test("may be named as receivers of other services know them", async () => {
    const names = [
      "X-Hub-Signature-256",
      "X-Webhook-Signature",
      "X-Signature-256",
      "Stripe-Signature",
      "Authorization",
    ];
    const hmacHeaders = names.map((header) => ({ header }));
    expect(
      (await made({ deliveryOptions: options({ hmacHeaders }) })).endpoint.deliveryOptions.hmacHeaders,
    ).toHaveLength(5);
  });

  test("and custom headers do not share a name, whichever comes first", async () => {
    const { ctx, ref } = await made({ headers: { "x-acme-signature": "mine" } });
    const set = { ...ref, patch: { deliveryOptions: options({ hmacHeaders: [HMAC] }) } };
    await expect(patchEndpoint(ctx, set)).rejects.toMatchObject(at("deliveryOptions", "hmacHeaders", "0"));
    await setEndpointHeaders(ctx, { ...ref, headers: {} });
    await patchEndpoint(ctx, set);
    const headers = { "X-ACME-Signature-Next": "mine" };
    await expect(patchEndpointHeaders(ctx, { ...ref, headers })).rejects.toMatchObject(
      at("headers", "X-ACME-Signature-Next"),
    );
  });

  test("and credentials do not share a name, whichever comes first", async () => {
    const basic = { basic: { username: "ada", password: "lovelace" } };
    const set = { deliveryOptions: options({ hmacHeaders: [{ header: "authorization" }] }) };
    const { ctx, ref } = await made();
    await setEndpointAuthentication(ctx, { ...ref, authentication: basic });
    await expect(patchEndpoint(ctx, { ...ref, patch: set })).rejects.toMatchObject(
      at("deliveryOptions", "hmacHeaders", "0"),
    );
    const moved = { ...set, url: "http://127.0.0.2:8999/hooks" };
    await patchEndpoint(ctx, { ...ref, patch: moved });
    const again = setEndpointAuthentication(ctx, { ...ref, authentication: basic });
    await expect(again).rejects.toMatchObject(at("basic"));
  });

  test("and envelopes need a shared secret, whichever comes first", async () => {
    const { ctx, applicationId, ref } = await made({ secretKind: "v1a" });
    for (const deliveryOptions of [options({ hmacHeaders: [HMAC] }), options({ format: "envelope" })]) {
      const field = Object.keys(deliveryOptions)[0] ?? "";
      const create = anEndpoint(ctx, applicationId, { secretKind: "v1a", deliveryOptions });
      await expect(create).rejects.toMatchObject(at("deliveryOptions", field));
      await expect(patchEndpoint(ctx, { ...ref, patch: { deliveryOptions } })).rejects.toMatchObject(
        at("deliveryOptions", field),
      );
      const other = await made({ deliveryOptions });
      await expect(rotateEndpointSecret(other.ctx, { ...other.ref, kind: "v1a" })).rejects.toMatchObject(at("kind"));
      const { privateText: key } = keyPairOf(randomBytes(32));
      await expect(rotateEndpointSecret(other.ctx, { ...other.ref, key })).rejects.toMatchObject(at("key"));
      expect(await kindsThatSign(other.ref.endpointId)).toEqual(["v1"]);
    }
  });
});

test("a format of one event and batches do not go together, whichever comes first", async () => {
  const batch = { maxEvents: 10, maxWaitSeconds: 1 };
  for (const format of ["envelope", "event", "slack", "discord", "teams"] as const) {
    const { ctx, ref } = await made({ deliveryOptions: { batch } });
    const patch = { deliveryOptions: { format } };
    await expect(patchEndpoint(ctx, { ...ref, patch })).rejects.toMatchObject(at("deliveryOptions", "format"));
    const other = await made({ deliveryOptions: { format } });
    const batches = patchEndpoint(other.ctx, { ...other.ref, patch: { deliveryOptions: { batch } } });
    await expect(batches).rejects.toMatchObject(at("deliveryOptions", "format"));
  }
  const both = await made({
    deliveryOptions: options({ batch, format: "plain", svixHeaders: true, hmacHeaders: [HMAC] }),
  });
  expect(both.endpoint.deliveryOptions).toMatchObject({ batch, format: "plain" });
});
