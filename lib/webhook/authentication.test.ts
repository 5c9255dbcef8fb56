import { expect, test } from "vitest";
import {
  type Authentication,
  clientPair,
  credentialOf,
  secretsOfAuthentication,
  shownCredential,
} from "./authentication.ts";

const LONG = "0123456789abcdef";
const CLIENT = { tokenUrl: "https://a.example/", clientId: "a b", clientSecret: "c:d/é", authMethod: "basic" } as const;

test.each<[Authentication, object | null]>([
  // The example of RFC 7617 §2.
  [
    { basic: { username: "Aladdin", password: "open sesame" } },
    { name: "Authorization", value: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", shown: "Basic ••••" },
  ],
  [{ bearer: { token: LONG } }, { name: "Authorization", value: `Bearer ${LONG}`, shown: "Bearer ••••cdef" }],
  [{ bearer: { token: "short" } }, { name: "Authorization", value: "Bearer short", shown: "Bearer ••••" }],
  [{ apiKey: { header: "X-Key", value: LONG } }, { name: "X-Key", value: LONG, shown: "••••cdef" }],
  [{ oauth2: CLIENT }, { name: "Authorization", value: "Bearer", shown: "Bearer ••••" }],
  [{ mtls: { certificate: "c", privateKey: "k" }, ca: "a" }, null],
])("the header of %j, and what is shown of it", (authentication, header) => {
  expect(credentialOf(authentication)).toEqual(header);
});

test("what is shown of a version is what was shown of the values themselves", () => {
  const none = { basic: null, bearer: null, apiKey: null, oauth2: null };
  expect(shownCredential({ ...none, apiKey: { header: "X-Key", last4: "cdef" } })).toEqual({
    name: "X-Key",
    shown: "••••cdef",
  });
  expect(shownCredential(none)).toBeNull();
});

test("id and secret of a client are written as in a form before they are joined", () => {
  expect(Buffer.from(clientPair(CLIENT), "base64").toString()).toBe("a+b:c%3Ad%2F%C3%A9");
});

test("everything that a server could echo is known as a secret", () => {
  const basic = secretsOfAuthentication({ basic: { username: "ann", password: LONG } });
  expect(basic).toEqual([LONG, Buffer.from(`ann:${LONG}`).toString("base64")]);
  const client = secretsOfAuthentication({ oauth2: { ...CLIENT, params: { resource: "r" } } });
  expect(client).toEqual(["c:d/é", "r", encodeURIComponent("c:d/é"), clientPair(CLIENT)]);
});
