import { expect, test } from "vitest";
import { judgeClaims, type SsoRules } from "@/lib/domain/staff/judge-claims.ts";

const RULES: SsoRules = {
  issuer: "https://id.acme.example",
  verifiedClaim: "email_verified",
  allowedDomains: ["acme.example"],
  newRole: undefined,
  roleClaim: "groups",
  roles: new Map(),
};
const CLAIMS = { sub: "u1", email: "Anna@Acme.example", email_verified: true, name: "Anna" };
const refusal = (claims: object, rules: Partial<SsoRules> = {}) =>
  judgeClaims({ ...CLAIMS, ...claims }, { ...RULES, ...rules }).refused;

test("somebody with a verified e-mail of an allowed domain is who they are", () => {
  expect(judgeClaims(CLAIMS, RULES)).toEqual({
    refused: null,
    identity: "https://id.acme.example u1",
    email: "anna@acme.example",
    name: "Anna",
    role: undefined,
    newRole: undefined,
  });
});

test.each([
  [{ email_verified: false }],
  [{ email_verified: undefined }],
  [{ email_verified: "no" }],
  [{ email_verified: [true] }],
  [{ email: undefined }],
  [{ email: "anna" }],
  [{ sub: "" }],
  [{ sub: 7 }],
])("without a verified e-mail and a subject nobody comes in: %j", (claims) => {
  expect(refusal(claims)).toBe("unverified");
});

test.each(["anna@evil.example", "anna@sub.acme.example", "anna@acme.example@evil.example", "anna@acme.example.evil"])(
  "%s is not of the domain",
  (email) => {
    expect(refusal({ email })).toBe("domain");
  },
);

test("with no domains everybody may come who has an account, and with a star everybody", () => {
  const open = { email: "x@else.example" };
  expect(judgeClaims({ ...CLAIMS, ...open }, { ...RULES, allowedDomains: [], newRole: "viewer" })).toMatchObject({
    refused: null,
    newRole: undefined,
  });
  expect(judgeClaims({ ...CLAIMS, ...open }, { ...RULES, allowedDomains: ["*"], newRole: "viewer" })).toMatchObject({
    refused: null,
    newRole: "viewer",
  });
});

test("the highest role that a claim maps to is taken, and without any nobody comes in", () => {
  const roles = new Map([
    ["ops", "engineer"],
    ["help", "support"],
  ] as const);
  const roleOf = (groups: unknown) => judgeClaims({ ...CLAIMS, groups }, { ...RULES, roles });
  expect(roleOf(["help", "ops", "else"])).toMatchObject({ role: "engineer", newRole: "engineer" });
  expect(roleOf("help")).toMatchObject({ role: "support" });
  for (const groups of [undefined, null, [], ["else"], { ops: true }, "ops,help"])
    expect(roleOf(groups)).toEqual({ refused: "no_role" });
  expect(refusal({ groups: [] }, { roles, newRole: "viewer" })).toBeNull();
});
