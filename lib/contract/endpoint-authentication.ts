import { z } from "zod";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

/** RFC 6749 appendix A: what ids, secrets and tokens may be made of. */
const Visible = z.string().regex(/^[\x20-\x7e]+$/, "may contain visible ASCII characters and spaces only");
/** Not as a pattern: what a class of characters is called is not the same everywhere that reads the API's document. */
const Printable = z.string().refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "must not contain control characters");
const Pem = z.string().min(1);

export const AUTHENTICATION_KINDS = ["basic", "bearer", "apiKey", "oauth2", "mtls"] as const;

const OWN_FIELDS = ["grant_type", "client_id", "client_secret", "scope", "audience"];

const Basic = z.strictObject({
  username: Printable.max(255)
    .regex(/^[^:]*$/, "must not contain a colon: it ends the user name")
    .describe("The user name, sent in UTF-8."),
  password: Printable.max(1024).describe("The password."),
});
const Bearer = z.strictObject({
  token: z
    .string()
    .min(1)
    .max(4096)
    .regex(/^[\x21-\x7e]+$/, "may contain visible ASCII characters only")
    .describe("The token, without the word Bearer."),
});
const ApiKeyHeader = z.strictObject({
  header: z.string().min(1).max(256).describe("Name of the header, by the rules of custom headers."),
  value: z.string().min(1).max(4096).describe("Its value."),
});
const Oauth2 = z.strictObject({
  tokenUrl: Printable.min(1)
    .max(2048)
    .describe("Where tokens are fetched, under the same rules as the endpoint's URL."),
  clientId: Visible.max(1024).describe("The client's id."),
  clientSecret: Visible.max(4096).describe("The client's secret."),
  scope: Visible.max(1024).nullish().describe("Scopes to ask for, separated by spaces."),
  audience: Visible.max(2048).nullish().describe("Audience to ask for, where the token server wants one."),
  authMethod: z
    .enum(["basic", "post"])
    .default("basic")
    .describe("How the client proves itself: an Authorization header, or `client_id` and `client_secret` in the form."),
  params: z
    .record(z.string().min(1).max(128), z.string().max(2048))
    .refine((params) => Object.keys(params).length <= 10, "at most 10 further fields")
    .refine(
      (params) => !Object.keys(params).some((name) => OWN_FIELDS.includes(name)),
      `may not name ${OWN_FIELDS.join(", ")}`,
    )
    .nullish()
    .describe("Further fields of the token request, at most 10."),
});
const Mtls = z.strictObject({
  certificate: Pem.max(65_536).describe("PEM: the client's own certificate first, then what leads to its authority."),
  privateKey: Pem.max(16_384).describe(
    "PEM, without a passphrase: RSA with 2,048 to 4,096 bits, EC on P-256, P-384 or P-521, or Ed25519.",
  ),
});

export const EndpointAuthenticationIn = z
  .strictObject({
    basic: Basic.nullish().describe("User name and password (RFC 7617)."),
    bearer: Bearer.nullish().describe("A token that stays the same (RFC 6750)."),
    apiKey: ApiKeyHeader.nullish().describe("A key in a header of its own."),
    oauth2: Oauth2.nullish().describe(
      "OAuth 2 client credentials (RFC 6749 §4.4): access tokens are fetched and renewed.",
    ),
    mtls: Mtls.nullish().describe("A client certificate (mutual TLS), alone or with one of the others."),
    ca: Pem.max(65_536)
      .nullish()
      .describe(
        "PEM: only receivers whose certificate leads to one of these authorities are trusted; null is the usual ones.",
      ),
  })
  .superRefine((given, context) => {
    const kinds = (["basic", "bearer", "apiKey", "oauth2"] as const).filter((kind) => given[kind]);
    if (kinds.length > 1) {
      context.addIssue({ code: "custom", message: `Choose one of ${kinds.join(" and ")}.`, path: [kinds[1] ?? ""] });
    }
    if (kinds.length === 0 && !given.mtls && !given.ca) {
      context.addIssue({ code: "custom", message: "Give one of basic, bearer, apiKey, oauth2, mtls and ca." });
    }
  });
export type EndpointAuthenticationIn = z.infer<typeof EndpointAuthenticationIn>;

const last4 = z
  .string()
  .nullable()
  .describe("Last four characters, to recognise it by; null when it is shorter than 16.");
const CertificateFactsOut = z.object({
  subject: z.string().describe("Whose it is, `CN=…, O=…`."),
  notAfter: Timestamp.describe("Until when it is good."),
  fingerprint: z.string().describe("SHA-256 of the certificate, in hexadecimal."),
});

/** Values are written, never read back. */
export const EndpointAuthenticationOut = z.object({
  basic: z
    .object({ username: z.string().describe("The user name."), last4 })
    .nullable()
    .describe("User name and password; null when not set, as are the others."),
  bearer: z.object({ last4 }).nullable().describe("A token that stays the same."),
  apiKey: z
    .object({ header: z.string().describe("Name of the header."), last4 })
    .nullable()
    .describe("A key in a header of its own."),
  oauth2: z
    .object({
      tokenUrl: z.string().describe("Where tokens are fetched."),
      clientId: z.string().describe("The client's id."),
      last4,
      scope: z.string().nullable().describe("Scopes that are asked for."),
      audience: z.string().nullable().describe("Audience that is asked for."),
      authMethod: z.enum(["basic", "post"]).describe("How the client proves itself to the token server."),
      paramNames: z.array(z.string()).describe("Names of further fields of the token request."),
    })
    .nullable()
    .describe("OAuth 2 client credentials."),
  mtls: CertificateFactsOut.nullable().describe("The client certificate."),
  ca: z
    .array(CertificateFactsOut)
    .nullable()
    .describe("The only authorities that are trusted; null is the usual ones."),
});
export type EndpointAuthenticationOut = z.infer<typeof EndpointAuthenticationOut>;

const tag = "Endpoint";
// Not ManageEndpointSecret: values can be written and not read, and whoever may change the URL and set an Authorization
// header may do by these what this does.
const path = "/app/{app_id}/endpoint/{endpoint_id}/authentication";

export const getEndpointAuthentication = defineOperation({
  tag,
  id: "getEndpointAuthentication",
  summary: "Get how requests to this endpoint are authenticated, without the secret values",
  method: "GET",
  path,
  responses: { 200: EndpointAuthenticationOut },
});
export const setEndpointAuthentication = defineOperation({
  tag,
  id: "setEndpointAuthentication",
  summary: "Replace how requests are authenticated; an endpoint that moves to another origin loses it",
  method: "PUT",
  path,
  body: EndpointAuthenticationIn,
  responses: { 200: EndpointAuthenticationOut },
});
export const deleteEndpointAuthentication = defineOperation({
  tag,
  id: "deleteEndpointAuthentication",
  summary: "Send requests without authentication from now on",
  method: "DELETE",
  path,
  responses: { 204: null },
});
