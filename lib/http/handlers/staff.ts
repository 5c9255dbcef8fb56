import { getAccount, patchAccount } from "@/lib/domain/staff/account.ts";
import { changeOwnPassword } from "@/lib/domain/staff/change-password.ts";
import { endOwnSessions, endStaffSessions } from "@/lib/domain/staff/end-sessions.ts";
import { inviteStaff, issueStaffLink, withdrawInvitation } from "@/lib/domain/staff/invite.ts";
import { getStaff, listOwnSessions, listStaff, listStaffSessions } from "@/lib/domain/staff/list.ts";
import { patchStaff, removeStaffSecondFactor } from "@/lib/domain/staff/patch.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeOwnSecondFactor,
  renewRecoveryCodes,
} from "@/lib/domain/staff/second-factor.ts";
import type { ApiRequest, Handlers } from "@/lib/http/handler.ts";

const addressOf = ({ remoteAddress }: ApiRequest) => remoteAddress ?? "unknown";
const DONE = { status: 204, body: null } as const;

export const staffHandlers = {
  listStaff: async (ctx, { query }) => ({ status: 200, body: await listStaff(ctx, query) }),
  inviteStaff: async (ctx, { body }) => ({ status: 201, body: await inviteStaff(ctx, body) }),
  getStaff: async (ctx, { params }) => ({ status: 200, body: await getStaff(ctx, { staffId: params.staff_id }) }),
  patchStaff: async (ctx, { params, body }) => ({
    status: 200,
    body: await patchStaff(ctx, { staffId: params.staff_id, ...body }),
  }),
  withdrawInvitation: async (ctx, { params }) => {
    await withdrawInvitation(ctx, { staffId: params.staff_id });
    return DONE;
  },
  issueStaffLink: async (ctx, { params }) => ({
    status: 201,
    body: await issueStaffLink(ctx, { staffId: params.staff_id }),
  }),
  removeStaffSecondFactor: async (ctx, { params }) => {
    await removeStaffSecondFactor(ctx, { staffId: params.staff_id });
    return DONE;
  },
  listStaffSessions: async (ctx, { params, query }) => ({
    status: 200,
    body: await listStaffSessions(ctx, { staffId: params.staff_id, ...query }),
  }),
  endStaffSessions: async (ctx, { params }) => {
    await endStaffSessions(ctx, { staffId: params.staff_id });
    return DONE;
  },
  endStaffSession: async (ctx, { params }) => {
    await endStaffSessions(ctx, { staffId: params.staff_id, session: params.staff_session_id });
    return DONE;
  },
  getAccount: async (ctx) => ({ status: 200, body: await getAccount(ctx) }),
  patchAccount: async (ctx, { body }) => ({ status: 200, body: await patchAccount(ctx, body) }),
  changeOwnPassword: async (ctx, { body, request }) => {
    await changeOwnPassword(ctx, { ...body, address: addressOf(request) });
    return DONE;
  },
  beginSecondFactor: async (ctx) => ({ status: 201, body: await beginSecondFactor(ctx) }),
  confirmSecondFactor: async (ctx, { body }) => ({
    status: 201,
    body: { recoveryCodes: await confirmSecondFactor(ctx, body) },
  }),
  removeOwnSecondFactor: async (ctx, { body, request }) => {
    await removeOwnSecondFactor(ctx, { ...body, address: addressOf(request) });
    return DONE;
  },
  renewRecoveryCodes: async (ctx, { body, request }) => ({
    status: 201,
    body: { recoveryCodes: await renewRecoveryCodes(ctx, { ...body, address: addressOf(request) }) },
  }),
  listOwnSessions: async (ctx, { query }) => ({ status: 200, body: await listOwnSessions(ctx, query) }),
  endOtherSessions: async (ctx) => {
    await endOwnSessions(ctx, "others");
    return DONE;
  },
  endOwnSession: async (ctx, { params }) => {
    await endOwnSessions(ctx, { session: params.staff_session_id });
    return DONE;
  },
} satisfies Partial<Handlers>;
