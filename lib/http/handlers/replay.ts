import type { ApplicationReplayIn, BulkReplayIn, RecoverIn, ReplayIn } from "@/lib/contract/replay.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { previewReplay, type ReplayWish, startReplay } from "@/lib/domain/replays/start.ts";
import { findReplayWindows } from "@/lib/domain/replays/windows.ts";
import type { Handlers } from "@/lib/http/handler.ts";

async function refOf(ctx: Context, params: { app_id: string; endpoint_id: string }) {
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  const { id: endpointId } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: params.endpoint_id });
  return { applicationId, endpointId };
}

interface Of<B> {
  params: { app_id: string; endpoint_id: string };
  body: B;
}
const recovering = async (ctx: Context, { params, body }: Of<RecoverIn>): Promise<ReplayWish> => ({
  kind: "endpoint.recover",
  ...(await refOf(ctx, params)),
  body,
});
const missing = async (ctx: Context, { params, body }: Of<ReplayIn>): Promise<ReplayWish> => ({
  kind: "endpoint.replay",
  ...(await refOf(ctx, params)),
  body,
});
const filtered = async (ctx: Context, { params, body }: Of<BulkReplayIn>): Promise<ReplayWish> => ({
  kind: "endpoint.bulk-replay",
  ...(await refOf(ctx, params)),
  body,
});
async function ofApplication(
  ctx: Context,
  { params, body }: { params: { app_id: string }; body: ApplicationReplayIn },
): Promise<ReplayWish> {
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  return { kind: "endpoint.bulk-replay", applicationId, endpointId: null, body };
}

const started = async (ctx: Context, wish: ReplayWish) =>
  ({ status: 202, body: await startReplay(ctx, wish) }) as const;
const counted = async (ctx: Context, wish: ReplayWish) =>
  ({ status: 200, body: await previewReplay(ctx, wish) }) as const;

export const replayHandlers = {
  recoverEndpoint: async (ctx, input) => started(ctx, await recovering(ctx, input)),
  previewRecoverEndpoint: async (ctx, input) => counted(ctx, await recovering(ctx, input)),
  replayMissing: async (ctx, input) => started(ctx, await missing(ctx, input)),
  previewReplayMissing: async (ctx, input) => counted(ctx, await missing(ctx, input)),
  bulkReplayEndpoint: async (ctx, input) => started(ctx, await filtered(ctx, input)),
  previewBulkReplayEndpoint: async (ctx, input) => counted(ctx, await filtered(ctx, input)),
  bulkReplayApplication: async (ctx, input) => started(ctx, await ofApplication(ctx, input)),
  previewBulkReplayApplication: async (ctx, input) => counted(ctx, await ofApplication(ctx, input)),
  getReplayWindows: async (ctx, { params, query }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    const endpoints = query.endpoint?.map((endpointIdOrUid) =>
      resolveEndpoint(ctx, { applicationId, endpointIdOrUid }),
    );
    const endpointIds = endpoints ? (await Promise.all(endpoints)).map(({ id }) => id) : null;
    return { status: 200, body: await findReplayWindows(ctx, { applicationId, endpointIds }) };
  },
} satisfies Pick<
  Handlers,
  | "getReplayWindows"
  | "recoverEndpoint"
  | "previewRecoverEndpoint"
  | "replayMissing"
  | "previewReplayMissing"
  | "bulkReplayEndpoint"
  | "previewBulkReplayEndpoint"
  | "bulkReplayApplication"
  | "previewBulkReplayApplication"
>;
