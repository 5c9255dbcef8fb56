import {
  askToConfirm,
  deleteRecipient,
  getRecipientSecret,
  patchRecipient,
  testRecipient,
} from "@/lib/domain/alerts/change-recipient.ts";
import { createRecipient } from "@/lib/domain/alerts/create-recipient.ts";
import { getAlertSettings, getRecipient, listAlerts, listRecipients } from "@/lib/domain/alerts/list.ts";
import { type RecipientRef, resolveRecipient } from "@/lib/domain/alerts/recipient.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { Handlers } from "@/lib/http/handler.ts";

async function recipientOf(ctx: Context, params: { app_id: string; recipient_id: string }): Promise<RecipientRef> {
  const { id } = await resolveApplication(ctx, params.app_id);
  return resolveRecipient(ctx, { applicationId: id, recipientId: params.recipient_id });
}

export const alertHandlers = {
  getAlertSettings: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: getAlertSettings(ctx, { applicationId: id }) };
  },

  listAlertRecipients: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listRecipients(ctx, { applicationId: id, ...query }) };
  },

  createAlertRecipient: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 201, body: await createRecipient(ctx, { applicationId: id, recipient: body }) };
  },

  getAlertRecipient: async (ctx, { params }) => {
    return { status: 200, body: await getRecipient(ctx, await recipientOf(ctx, params)) };
  },

  patchAlertRecipient: async (ctx, { params, body }) => {
    const ref = await recipientOf(ctx, params);
    return { status: 200, body: await patchRecipient(ctx, { ...ref, patch: body }) };
  },

  deleteAlertRecipient: async (ctx, { params }) => {
    await deleteRecipient(ctx, await recipientOf(ctx, params));
    return { status: 204, body: null };
  },

  confirmAlertRecipient: async (ctx, { params }) => {
    return { status: 202, body: await askToConfirm(ctx, await recipientOf(ctx, params)) };
  },

  testAlertRecipient: async (ctx, { params }) => {
    return { status: 202, body: await testRecipient(ctx, await recipientOf(ctx, params)) };
  },

  getAlertRecipientSecret: async (ctx, { params }) => {
    return { status: 200, body: await getRecipientSecret(ctx, await recipientOf(ctx, params)) };
  },

  listAlerts: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listAlerts(ctx, { applicationId: id, ...query }) };
  },
} satisfies Partial<Handlers>;
