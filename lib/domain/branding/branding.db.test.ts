import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createBrandAsset } from "@/lib/domain/branding/create-asset.ts";
import {
  findBrandAsset,
  findPublicBrand,
  findPublicBrandOfLink,
  findPublicBrandOfOrganization,
} from "@/lib/domain/branding/find.ts";
import { deleteBranding, publishBranding } from "@/lib/domain/branding/publish.ts";
import { getBranding, listBrandingRevisions, NO_SETTINGS } from "@/lib/domain/branding/revisions.ts";
import { organizationForNew } from "@/lib/domain/context.ts";
import { Forbidden, InvalidInput } from "@/lib/errors.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff } from "@/lib/testing/tenants.ts";

useDatabase();

const OF_ALL = { applicationId: null };
const base64 = (text: string) => Buffer.from(text).toString("base64");
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';

async function setUp() {
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const { hash } = await createBrandAsset(ctx, { mediaType: "image/svg+xml", data: base64(SVG) });
  return { ctx, applicationId: application.uuid, hash };
}

test("an application looks as its organization says, and where it says otherwise, as it says", async () => {
  const { ctx, applicationId, hash } = await setUp();
  await publishBranding(ctx, { ...OF_ALL, displayName: "Acme", color: "#FFD400", logoLight: hash, logoDark: hash });
  const own = await publishBranding(ctx, { applicationId, color: "#2f80ed", radius: 0, logoLight: hash });
  expect(own.settings).toMatchObject({ displayName: null, color: "#2f80ed", radius: 0 });

  const effective = { displayName: "Acme", color: "#2f80ed", radius: 0, logoLight: hash, logoDark: null };
  expect(own.effective).toMatchObject(effective);
  expect(await findPublicBrand(applicationId)).toMatchObject(effective);
  const sibling = await anApplication(ctx);
  expect(await findPublicBrand(sibling.uuid)).toMatchObject({ color: "#ffd400", logoDark: hash });

  expect(await findPublicBrandOfOrganization(organizationForNew(ctx))).toMatchObject({
    color: "#ffd400",
    radius: null,
  });

  await deleteBranding(ctx, { applicationId });
  await deleteBranding(ctx, { applicationId });
  expect(await findPublicBrand(applicationId)).toMatchObject({ color: "#ffd400" });
  expect(await getBranding(ctx, { applicationId })).toMatchObject({ id: null, createdAt: null });
});

test("nothing is published at first, and what is not there has no look of its own", async () => {
  const { ctx, applicationId } = await setUp();
  expect(await findPublicBrand(applicationId)).toEqual(NO_SETTINGS);
  expect(await findPublicBrandOfOrganization(organizationForNew(ctx))).toEqual(NO_SETTINGS);
  expect(await findPublicBrand(randomUUID())).toBeNull();
  expect(await findPublicBrandOfLink(randomUUID())).toBeNull();
});

test("every look is kept, newest first, so that there is a way back", async () => {
  const { ctx } = await setUp();
  const first = await publishBranding(ctx, { ...OF_ALL, color: "#111111" });
  await publishBranding(ctx, { ...OF_ALL, color: "#222222" });
  await deleteBranding(ctx, OF_ALL);
  const { data } = await listBrandingRevisions(ctx, { ...OF_ALL, limit: 10 });
  expect(data.map(({ settings }) => settings?.color ?? null)).toEqual([null, "#222222", "#111111"]);
  expect(data[2]?.id).toBe(first.id);
});

test("another organization neither sees a look nor takes its pictures", async () => {
  const { ctx, hash } = await setUp();
  await publishBranding(ctx, { ...OF_ALL, displayName: "Acme" });
  const { ctx: other } = await anApiKey();
  expect((await getBranding(other, OF_ALL)).settings.displayName).toBeNull();
  expect((await listBrandingRevisions(other, { ...OF_ALL, limit: 10 })).data).toEqual([]);
  await expect(publishBranding(other, { ...OF_ALL, logoLight: hash })).rejects.toThrow(InvalidInput);
});

test("a picture is found by its bytes; what is none, or too large, is refused", async () => {
  const { ctx, hash } = await setUp();
  expect((await findBrandAsset(hash))?.content.toString()).toBe(SVG);
  expect(await createBrandAsset(ctx, { mediaType: "image/svg+xml", data: base64(SVG) })).toMatchObject({ hash });
  const png = Buffer.alloc(200_001);
  for (const data of [base64("<p>"), png.toString("base64")]) {
    await expect(createBrandAsset(ctx, { mediaType: "image/png", data })).rejects.toThrow(InvalidInput);
  }
});

test("staff below admin may look and change nothing", async () => {
  const ctx = aStaff("engineer");
  expect((await getBranding(ctx, OF_ALL)).settings).toBeDefined();
  await expect(publishBranding(ctx, { ...OF_ALL, color: "#111111" })).rejects.toThrow(Forbidden);
  await expect(deleteBranding(ctx, OF_ALL)).rejects.toThrow(Forbidden);
});
