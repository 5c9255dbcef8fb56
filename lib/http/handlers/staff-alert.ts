import {
  getStaffAlerts,
  muteStaffRule,
  patchStaffRule,
  unmuteStaffRule,
} from "@/lib/domain/staff-alerts/change-rule.ts";
import {
  createStaffChannel,
  deleteStaffChannel,
  getStaffChannelSecret,
  listStaffChannels,
  patchStaffChannel,
  testStaffChannel,
} from "@/lib/domain/staff-alerts/channels.ts";
import { listStaffAlerts, listStaffAlertsSent } from "@/lib/domain/staff-alerts/sent.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const staffAlertHandlers = {
  getStaffAlerts: async (ctx) => ({ status: 200, body: await getStaffAlerts(ctx) }),

  patchStaffRule: async (ctx, { params, body }) => {
    return { status: 200, body: await patchStaffRule(ctx, { rule: params.rule, patch: body }) };
  },

  muteStaffRule: async (ctx, { params, body }) => {
    return { status: 200, body: await muteStaffRule(ctx, { rule: params.rule, mute: body }) };
  },

  unmuteStaffRule: async (ctx, { params }) => {
    return { status: 200, body: await unmuteStaffRule(ctx, { rule: params.rule }) };
  },

  listStaffAlerts: async (ctx, { query }) => ({ status: 200, body: await listStaffAlerts(ctx, query) }),

  listStaffChannels: async (ctx, { query }) => ({ status: 200, body: await listStaffChannels(ctx, query) }),

  createStaffChannel: async (ctx, { body }) => ({ status: 201, body: await createStaffChannel(ctx, body) }),

  patchStaffChannel: async (ctx, { params, body }) => {
    return { status: 200, body: await patchStaffChannel(ctx, { channelId: params.channel_id, patch: body }) };
  },

  deleteStaffChannel: async (ctx, { params }) => {
    await deleteStaffChannel(ctx, { channelId: params.channel_id });
    return { status: 204, body: null };
  },

  testStaffChannel: async (ctx, { params }) => {
    return { status: 202, body: await testStaffChannel(ctx, { channelId: params.channel_id }) };
  },

  getStaffChannelSecret: async (ctx, { params }) => {
    return { status: 200, body: await getStaffChannelSecret(ctx, { channelId: params.channel_id }) };
  },

  listStaffAlertsSent: async (ctx, { query }) => ({ status: 200, body: await listStaffAlertsSent(ctx, query) }),
} satisfies Partial<Handlers>;
