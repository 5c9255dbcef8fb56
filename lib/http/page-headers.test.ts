import { expect, test } from "vitest";
import { pageHeaders } from "@/lib/http/page-headers.ts";

const headersOf = (url: string, facts: { isHttps?: boolean; nonce?: string | null; embedOrigins?: string[] } = {}) =>
  pageHeaders({ url, isHttps: false, embedOrigins: [], nonce: "abc", ...facts });

test("nobody may frame the console, and only our own pages may frame a portal", () => {
  for (const url of ["/", "/console", "/console/sign-in?next=/portal", "/portals", "/nothing", "//portal/x"]) {
    const headers = headersOf(url);
    expect(headers["content-security-policy"], url).toContain("frame-ancestors 'none'");
    expect(headers["x-frame-options"], url).toBe("DENY");
  }
  for (const url of ["/portal", "/portal?x", "/portal/enter", "/portal/app_x/deliveries"]) {
    const headers = headersOf(url);
    expect(headers["content-security-policy"], url).toContain("frame-ancestors 'self'");
    expect(headers["x-frame-options"], url).toBeUndefined();
    expect(headers["referrer-policy"], url).toBe("no-referrer");
  }
});

test("the sites that are allowed to may frame a portal, and never the console", () => {
  const embedOrigins = ["https://app.example.com", "https://b.example"];
  const policyOf = (url: string) => headersOf(url, { embedOrigins })["content-security-policy"];
  expect(policyOf("/portal/enter?l=x")).toMatch(
    /frame-ancestors 'self' https:\/\/app\.example\.com https:\/\/b\.example$/,
  );
  expect(policyOf("/console")).toMatch(/frame-ancestors 'none'$/);
});

test("a script runs only with the nonce of its own answer", () => {
  const policy = headersOf("/portal", { nonce: "n1" })["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'nonce-n1' 'strict-dynamic'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain("object-src 'none'");
});

test("only an installation that is reached over https asks browsers to stay with it", () => {
  expect(headersOf("/console")["strict-transport-security"]).toBeUndefined();
  expect(headersOf("/console", { isHttps: true })["strict-transport-security"]).toBe("max-age=31536000");
});
