import {
  acknowledgeFailureGroup,
  muteFailureGroup,
  noteFailureGroup,
  reopenFailureGroup,
} from "@/lib/domain/failure-groups/change.ts";
import { listFailureExamples } from "@/lib/domain/failure-groups/examples.ts";
import { getFailureGroup } from "@/lib/domain/failure-groups/get.ts";
import { listFailureCauses, listFailureGroups } from "@/lib/domain/failure-groups/list.ts";
import { listFailureFacts } from "@/lib/domain/failure-groups/timeline.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

const refOf = ({ group_id }: { group_id: string }) => ({ groupId: parseId("failureGroup", group_id) });

export const failureGroupHandlers = {
  listFailureGroups: async (ctx, { query: { limit, iterator, sort, ...filter } }) => ({
    status: 200,
    body: await listFailureGroups(ctx, { filter, sort, limit, iterator }),
  }),
  listFailureCauses: async (ctx, { query: filter }) => ({
    status: 200,
    body: await listFailureCauses(ctx, { filter }),
  }),
  getFailureGroup: async (ctx, { params }) => ({ status: 200, body: await getFailureGroup(ctx, refOf(params)) }),
  listFailureExamples: async (ctx, { params, query }) => ({
    status: 200,
    body: await listFailureExamples(ctx, { ...refOf(params), ...query }),
  }),
  listFailureFacts: async (ctx, { params }) => ({ status: 200, body: await listFailureFacts(ctx, refOf(params)) }),
  acknowledgeFailureGroup: async (ctx, { params }) => ({
    status: 200,
    body: await acknowledgeFailureGroup(ctx, refOf(params)),
  }),
  reopenFailureGroup: async (ctx, { params }) => ({ status: 200, body: await reopenFailureGroup(ctx, refOf(params)) }),
  muteFailureGroup: async (ctx, { params, body }) => ({
    status: 200,
    body: await muteFailureGroup(ctx, { ...refOf(params), ...body }),
  }),
  noteFailureGroup: async (ctx, { params, body }) => ({
    status: 201,
    body: await noteFailureGroup(ctx, { ...refOf(params), ...body }),
  }),
} satisfies Pick<
  Handlers,
  | "listFailureGroups"
  | "listFailureCauses"
  | "getFailureGroup"
  | "listFailureExamples"
  | "listFailureFacts"
  | "acknowledgeFailureGroup"
  | "reopenFailureGroup"
  | "muteFailureGroup"
  | "noteFailureGroup"
>;
