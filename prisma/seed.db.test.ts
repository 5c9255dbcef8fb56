import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { env } from "@/lib/env.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { keepDemoReachable, seedDemo } from "./seed.ts";

useDatabase();

const urls = async () => (await db().endpoint.findMany({ orderBy: { id: "asc" } })).map(({ url }) => url);

test("the demo is made once, and follows the installation to another port", async () => {
  await seedDemo(async () => {});
  await seedDemo(async () => {});
  const made = await urls();
  expect(made.length).toBeGreaterThan(3);
  expect(made.every((url) => url.startsWith(`${env().PUBLIC_URL}/inbox/`))).toBe(true);

  await db().$executeRaw`update endpoint set url = replace(url, ${env().PUBLIC_URL}, 'http://localhost:1')`;
  await db().$executeRaw`update inbox set expires_at = now() - interval '1 day'`;
  await keepDemoReachable();
  expect(await urls()).toEqual(made);
  expect(await db().inbox.count({ where: { expiresAt: { gt: new Date() } } })).toBe(1);
});

test("an endpoint that somebody pointed elsewhere is left alone", async () => {
  await db().$executeRaw`update endpoint set url = 'https://hooks.example.com/inbox/x' where name = 'Debug inbox'`;
  await keepDemoReachable();
  expect(await urls()).toContain("https://hooks.example.com/inbox/x");
});
