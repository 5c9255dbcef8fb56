import { expect, test, vi } from "vitest";
import {
  endedPortalCookie,
  endedVisitCookie,
  portalCookie,
  readCookie,
  staffCookieName,
  visitCookie,
} from "@/lib/http/cookies.ts";

const settings = { PUBLIC_URL: "https://posthorn.example.com" };
vi.mock(import("@/lib/env.ts"), async (original) => {
  const { env, ...rest } = await original();
  return { ...rest, env: () => ({ ...env(), ...settings }) };
});

const attributesOf = (cookie: string) => cookie.split("; ").slice(1).sort();

test("over https every cookie is of this host alone, secure and out of scripts' reach; only the portal's may stand in a frame", () => {
  const cookies = [
    portalCookie("app_x", "t", 60),
    endedPortalCookie("app_x"),
    visitCookie("app_x", "t"),
    endedVisitCookie("app_x"),
  ];
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-ph_/);
    expect(attributesOf(cookie)).toEqual(expect.arrayContaining(["HttpOnly", "Path=/", "Secure"]));
    expect(cookie).not.toMatch(/domain=/i);
  }
  expect(staffCookieName()).toBe("__Host-posthorn-staff");
  expect(attributesOf(portalCookie("app_x", "t", 60))).toEqual(
    expect.arrayContaining(["Partitioned", "SameSite=None"]),
  );
  expect(attributesOf(visitCookie("app_x", "t"))).toContain("SameSite=Lax");
});

test("over http, which is a developer's machine, no frame of another site gets the portal's", () => {
  settings.PUBLIC_URL = "http://localhost:3000";
  expect(portalCookie("app_x", "t", 60)).toBe("ph_app_x=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
});

test("of several cookies with one name the first counts, and a name within another one is none", () => {
  expect(readCookie("a=1; ab=2; a=3", "a")).toBe("1");
  expect(readCookie("xa=1", "a")).toBeUndefined();
  expect(readCookie("a=; b=1", "a")).toBeUndefined();
});
