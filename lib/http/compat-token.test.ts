import { createHmac } from "node:crypto";
import { expect, test, vi } from "vitest";

const SECRET = "compat-secret-0123456789";
const NOW_MS = Date.UTC(2026, 0, 1);
process.env.POSTHORN_COMPAT_JWT_SECRET = SECRET;
vi.resetModules();
const { organizationOfCompatToken } = await import("@/lib/http/compat-token.ts");

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
function token(claims: object, { header = { alg: "HS256" } as object, secret = SECRET } = {}): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}
const CLAIMS = { iss: "svix-server", sub: "org_23rb8YdGqMT0qIzpgGwdXfHirMu", exp: NOW_MS / 1000 + 60 };

test("a token of the same secret is of its organization", () => {
  expect(organizationOfCompatToken(token(CLAIMS), NOW_MS)).toBe(CLAIMS.sub);
});

test.each([
  ["expired", token({ ...CLAIMS, exp: NOW_MS / 1000 })],
  ["not valid yet", token({ ...CLAIMS, nbf: NOW_MS / 1000 + 1 })],
  ["of another issuer", token({ ...CLAIMS, iss: "other" })],
  ["of an application, not of an organization", token({ ...CLAIMS, sub: "app_1" })],
  ["signed with another secret", token(CLAIMS, { secret: "another-secret-0123456789" })],
  ["without a signature", `${part({ alg: "none" })}.${part(CLAIMS)}.`],
  ["of another algorithm", token(CLAIMS, { header: { alg: "HS512" } })],
  ["with a part too many", `${token(CLAIMS)}.x`],
  ["no token", "ph_live_x"],
])("a token is refused when it is %s", (_, given) => {
  expect(organizationOfCompatToken(given, NOW_MS)).toBeNull();
});
