import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { deriveBrandColors } from "@/lib/domain/branding/colors.ts";
import { createBrandAsset } from "@/lib/domain/branding/create-asset.ts";
import { deleteBranding, publishBranding } from "@/lib/domain/branding/publish.ts";
import { getBranding, listBrandingRevisions } from "@/lib/domain/branding/revisions.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { Handlers } from "@/lib/http/handler.ts";

const ORGANIZATION = { applicationId: null };
const of = async (ctx: Context, params: { app_id: string }) => ({
  applicationId: (await resolveApplication(ctx, params.app_id)).id,
});

export const brandingHandlers = {
  getBranding: async (ctx) => ({ status: 200, body: await getBranding(ctx, ORGANIZATION) }),
  publishBranding: async (ctx, { body }) => ({
    status: 200,
    body: await publishBranding(ctx, { ...body, ...ORGANIZATION }),
  }),
  deleteBranding: async (ctx) => {
    await deleteBranding(ctx, ORGANIZATION);
    return { status: 204, body: null };
  },
  listBrandingRevisions: async (ctx, { query }) => ({
    status: 200,
    body: await listBrandingRevisions(ctx, { ...query, ...ORGANIZATION }),
  }),

  getApplicationBranding: async (ctx, { params }) => ({
    status: 200,
    body: await getBranding(ctx, await of(ctx, params)),
  }),
  publishApplicationBranding: async (ctx, { params, body }) => ({
    status: 200,
    body: await publishBranding(ctx, { ...body, ...(await of(ctx, params)) }),
  }),
  deleteApplicationBranding: async (ctx, { params }) => {
    await deleteBranding(ctx, await of(ctx, params));
    return { status: 204, body: null };
  },
  listApplicationBrandingRevisions: async (ctx, { params, query }) => ({
    status: 200,
    body: await listBrandingRevisions(ctx, { ...query, ...(await of(ctx, params)) }),
  }),

  createBrandAsset: async (ctx, { body }) => ({ status: 201, body: await createBrandAsset(ctx, body) }),
  getBrandColors: async (_ctx, { query }) => ({ status: 200, body: deriveBrandColors(query.color) }),
} satisfies Partial<Handlers>;
