import { readdirSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { BASE_URL, expect, test } from "@/e2e/fixtures.ts";

const APP = path.resolve(import.meta.dirname, "../../app");
/** Every page of the app, with something in the place of each parameter, and what is no page of it. */
const PAGES = [
  ...readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replace(/^\/\.$/, "/")),
  "/console/auth/session",
  "/console/auth/csrf",
  "/nothing/here",
  "/openapi.json",
  "/favicon.ico",
].map((route) => route.replace(/\[\w+\]/g, "something"));

/** As a browser asks for a page, and as Next's client asks for its parts. */
const VARIANTS: Record<string, string>[] = [{}, { rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }];

const get = (page: string, headers: Record<string, string> = {}) =>
  fetch(BASE_URL + page, { headers, redirect: "manual" });

test("every page says who may frame it, where its scripts come from and what it tells other sites", async () => {
  expect(PAGES.length).toBeGreaterThan(15);
  for (const page of PAGES) {
    for (const variant of VARIANTS) {
      const { headers } = await get(page, variant);
      const policy = headers.get("content-security-policy") ?? "";
      const isPortal = page.startsWith("/portal");
      expect(policy, page).toContain(`frame-ancestors ${isPortal ? "'self'" : "'none'"}`);
      expect(policy, page).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic'/);
      expect(headers.get("referrer-policy"), page).toBe(isPortal ? "no-referrer" : "same-origin");
      expect(headers.get("x-content-type-options"), page).toBe("nosniff");
      expect(headers.get("permissions-policy"), page).toContain("camera=()");
      expect(headers.get("x-powered-by"), page).toBeNull();
    }
  }
});

test("no two answers share a nonce, and a caller cannot choose it", async () => {
  const nonces = new Set<string | undefined>();
  for (let i = 0; i < 3; i++) {
    const response = await get("/portal/enter", {
      "x-nonce": "bm9uY2Ugb2YgYSBjYWxsZXI",
      "content-security-policy": "script-src 'nonce-bm9uY2Ugb2YgYSBjYWxsZXI'",
    });
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    const html = await response.text();
    expect(html).toContain(`nonce="${nonce}"`);
    expect(html).not.toContain("bm9uY2Ugb2YgYSBjYWxsZXI");
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

/** Sends a head that announces a body, and none of it. @returns the status of the answer. */
async function statusBeforeBody(head: string[]): Promise<number> {
  const { hostname, port } = new URL(BASE_URL);
  const socket = connect(Number(port), hostname);
  socket.write(`${[...head, `host: ${hostname}:${port}`].join("\r\n")}\r\n\r\n`);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once("data", (chunk) => resolve(chunk.toString("latin1")));
    socket.once("error", reject);
    socket.once("close", () => resolve(""));
  });
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

test("nobody can make the sign-in read a body of any size", async () => {
  for (const page of ["/console/auth/callback/ticket", "/console/sign-in", "/portal/enter", "/nothing"]) {
    const ours = `origin: ${BASE_URL}`;
    const large = ["content-length: 209715200", "content-type: application/x-www-form-urlencoded"];
    expect(await statusBeforeBody([`POST ${page} HTTP/1.1`, ours, ...large]), page).toBe(413);
    expect(await statusBeforeBody([`POST ${page} HTTP/1.1`, ours, "transfer-encoding: chunked"]), page).toBe(411);
  }
});

test("no other page signs somebody in or out", async () => {
  const body = new URLSearchParams({ email: "a@posthorn.test", password: "whatever" });
  for (const page of ["/console/auth/callback/ticket", "/console/auth/signout", "/console/sign-in", "/console"]) {
    const foreign: Record<string, string>[] = [
      {},
      { origin: "null" },
      { origin: "https://evil.test", "x-forwarded-host": "evil.test" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const response = await fetch(BASE_URL + page, { method: "POST", headers, body, redirect: "manual" });
      expect(response.status, page).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  }
});
