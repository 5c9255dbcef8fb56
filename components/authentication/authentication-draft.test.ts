import { expect, test } from "vitest";
import { authenticationOf, draftOf, fieldAt, mistakesOf } from "@/components/authentication/authentication-draft.ts";
import type { EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";

const NONE: EndpointAuthenticationOut = { basic: null, bearer: null, apiKey: null, oauth2: null, mtls: null, ca: null };
const EMPTY = draftOf(NONE);
const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

test("nothing is chosen at first, and nothing is sent then", () => {
  expect(EMPTY.kind).toBe("none");
  expect(authenticationOf(EMPTY)).toBeNull();
  expect(mistakesOf(EMPTY, NONE)).toEqual({});
});

test.each([
  [{ kind: "basic", username: "a", password: " b " }, { basic: { username: "a", password: " b " } }],
  [{ kind: "bearer", token: "Bearer abc " }, { bearer: { token: "abc" } }],
  [{ kind: "apiKey", header: " X-Key ", value: "v" }, { apiKey: { header: "X-Key", value: "v" } }],
  [
    {
      kind: "oauth2",
      tokenUrl: "https://id.example/token",
      clientId: "me",
      clientSecret: "s",
      params: "a=1\n\nb = 2=3",
    },
    {
      oauth2: {
        ...{ tokenUrl: "https://id.example/token", clientId: "me", clientSecret: "s", scope: null, audience: null },
        ...{ authMethod: "basic", params: { a: "1", b: "2=3" } },
      },
    },
  ],
  [
    { kind: "none", mtls: true, certificate: PEM, privateKey: PEM },
    { mtls: { certificate: `${PEM}\n`, privateKey: `${PEM}\n` } },
  ],
] as const)("%j is sent as %j, and as no more", (part, sent) => {
  const draft = { ...EMPTY, token: "of another kind", ...part };
  expect(authenticationOf(draft)).toEqual(sent);
  expect(mistakesOf(draft, NONE)).toEqual({});
});

test("what is stored fills the form but for its secrets, which are asked for again", () => {
  const stored = { ...NONE, basic: { username: "ann", last4: "wxyz" }, ca: [] };
  const draft = draftOf(stored);
  expect(draft).toMatchObject({ kind: "basic", username: "ann", password: "", ownAuthorities: true });
  expect(mistakesOf(draft, stored)).toEqual({ password: "again", ca: "again" });
  expect(mistakesOf({ ...draft, kind: "bearer", ca: "no PEM" }, stored)).toEqual({ token: "needed", ca: "notPem" });
});

test("a field that is no name=value is refused", () => {
  const draft = {
    ...EMPTY,
    kind: "oauth2",
    tokenUrl: "u",
    clientId: "c",
    clientSecret: "s",
    params: "resource",
  } as const;
  expect(mistakesOf(draft, NONE)).toEqual({ params: "params" });
});

test.each([
  [["body", "mtls", "privateKey"], "privateKey"],
  [["body", "ca"], "ca"],
  [["body", "apiKey"], null],
])("what the server says of %j is said at %s", (loc, field) => {
  expect(fieldAt(loc)).toBe(field);
});
