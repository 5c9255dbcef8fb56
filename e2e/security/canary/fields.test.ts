import fs from "node:fs";
import { expect, test } from "vitest";

type Json = Record<string, unknown>;

/** Names of fields that sound like something secret. */
const SOUNDS_SECRET =
  /secret|token|passw|authori[sz]ation|credential|privatekey|apikey|^key$|^code$|variables|headers$/i;

/** What becomes of each: the canary that is planted there, or why there is none. */
const FIELDS: Record<string, string> = {
  "CodeIn.code": "of an authenticator, good for half a minute; or a recovery code: canary staff.recoveryCode",
  "EndpointAuthenticationIn.apiKey": "canary endpoint.apiKey",
  "EndpointAuthenticationIn.basic.password": "canary endpoint.basic",
  "EndpointAuthenticationIn.bearer.token": "canary endpoint.bearer",
  "EndpointAuthenticationIn.mtls.privateKey": "canary endpoint.mtls",
  "EndpointAuthenticationIn.oauth2.clientSecret": "canary endpoint.oauth2",
  "EndpointAuthenticationIn.oauth2.tokenUrl": "an address",
  "EndpointHeadersIn.headers": "canary endpoint.headers",
  "EndpointHeadersPatchIn.deleteHeaders": "names",
  "EndpointHeadersPatchIn.headers": "canary endpoint.headers",
  "EndpointIn.headers": "canary endpoint.headers",
  "EndpointIn.secret": "canary endpoint.secret",
  "EndpointIn.secretKind": "a choice",
  "EndpointSecretRotateIn.key": "canary mistake.rotation",
  "MessageBatchIn.messages.transformationsParams.headers": "part of the message, for transformations",
  "MessageIn.transformationsParams.headers": "part of the message, for transformations",
  "OperationalWebhookEndpointIn.headers": "canary operational.headers",
  "OperationalWebhookEndpointIn.secret": "canary operational.secret",
  "PasswordChangeIn.newPassword": "canary mistake.newPassword",
  "PasswordChangeIn.oldPassword": "canary mistake.oldPassword",
  "PortalExchangeIn.code": "canary mistake.code",
  "SourceIn.secret": "canary source.secret",
  "SourceSecretRotateIn.secret": "canary source.secret, rotated",
  "WebhookIn.custom_headers": "canary webhook.headers",
  "WebhookIn.secret": "canary webhook.secret",
  "WebhookPatch.custom_headers": "as WebhookIn",
  "WebhookPatch.secret": "as WebhookIn",
  "patchEndpointTransformation.code": "a program",
  "patchEndpointTransformation.variables": "canary transformation.variables",
  "simulateEndpointTransformation.code": "a program",
  "simulateEndpointTransformation.variables": "the caller's own, shown to the caller",
};

const document = JSON.parse(fs.readFileSync("public/openapi.json", "utf8")) as Json;
const plants = fs.readFileSync("e2e/security/canary/plant.ts", "utf8");

function fieldsOf(schema: Json, name: string, seen: ReadonlySet<string>): string[] {
  if (typeof schema.$ref === "string") {
    if (seen.has(schema.$ref)) return [];
    const parts = schema.$ref.slice(2).split("/");
    const target = parts.reduce((at: Json, part) => at[part] as Json, document);
    return fieldsOf(target, parts.at(-1) ?? "", new Set([...seen, schema.$ref]));
  }
  const inner = ["items", "additionalProperties"].flatMap((key) =>
    typeof schema[key] === "object" ? [schema[key]] : [],
  );
  const choices = ["anyOf", "oneOf", "allOf"].flatMap((key) => (schema[key] ?? []) as Json[]);
  return [
    ...Object.entries((schema.properties ?? {}) as Record<string, Json>).flatMap(([key, value]) => [
      ...(SOUNDS_SECRET.test(key) ? [`${name}.${key}`] : []),
      ...fieldsOf(value, `${name}.${key}`, seen),
    ]),
    ...[...inner, ...choices].flatMap((one) => fieldsOf(one as Json, name, seen)),
  ];
}

test("a field that takes something secret has a canary, or it is said why not", () => {
  const operations = Object.values(document.paths as Record<string, Record<string, Json>>).flatMap(
    Object.values,
  ) as Json[];
  const fields = operations.flatMap(({ operationId, requestBody }) => {
    const content = (requestBody as { content?: Record<string, { schema?: Json }> } | undefined)?.content;
    return fieldsOf(content?.["application/json"]?.schema ?? {}, String(operationId), new Set());
  });
  // Delivery options name headers and forms, and take no value that is secret.
  const found = [...new Set(fields)].filter((field) => !field.includes(".deliveryOptions.")).sort();
  expect(found.filter((field) => !(field in FIELDS))).toEqual([]);
  expect(Object.keys(FIELDS).filter((field) => !found.includes(field))).toEqual([]);
  const named = Object.values(FIELDS).flatMap((text) => /canary ([\w.]+)/.exec(text)?.[1] ?? []);
  expect(named.filter((name) => !plants.includes(name))).toEqual([]);
});
