import type { Context } from "@/lib/domain/context.ts";
import { approveFleetReplay, confirmFleetReplay, refuseFleetReplay } from "@/lib/domain/replays/fleet/decide.ts";
import { getFleetReplay } from "@/lib/domain/replays/fleet/get.ts";
import { listFleetReplays } from "@/lib/domain/replays/fleet/list.ts";
import { patchFleetReplay } from "@/lib/domain/replays/fleet/patch.ts";
import { previewFleetReplay } from "@/lib/domain/replays/fleet/preview.ts";
import { startFleetReplay } from "@/lib/domain/replays/fleet/start.ts";
import { cancelTask, pauseTask, resumeTask } from "@/lib/domain/tasks/change.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

type Ref = { taskId: string };

function refOf(params: { replay_id: string }): Ref {
  const taskId = parseId("task", params.replay_id);
  if (!taskId) throw new NotFound();
  return { taskId };
}

/** What any task can do, of one that is a replay across applications. */
async function changed(ctx: Context, ref: Ref, change: (ctx: Context, ref: Ref) => Promise<unknown>) {
  await getFleetReplay(ctx, ref);
  await change(ctx, ref);
  return { status: 200, body: await getFleetReplay(ctx, ref) } as const;
}

export const fleetReplayHandlers = {
  previewFleetReplay: async (ctx, { body }) => ({ status: 200, body: await previewFleetReplay(ctx, body) }),
  startFleetReplay: async (ctx, { body }) => ({ status: 202, body: await startFleetReplay(ctx, body) }),
  listFleetReplays: async (ctx, { query }) => ({ status: 200, body: await listFleetReplays(ctx, query) }),
  getFleetReplay: async (ctx, { params }) => ({ status: 200, body: await getFleetReplay(ctx, refOf(params)) }),
  patchFleetReplay: async (ctx, { params, body }) => ({
    status: 200,
    body: await patchFleetReplay(ctx, { ...refOf(params), patch: body }),
  }),
  confirmFleetReplay: async (ctx, { params, body }) => ({
    status: 200,
    body: await confirmFleetReplay(ctx, { ...refOf(params), ...body }),
  }),
  approveFleetReplay: async (ctx, { params }) => ({ status: 200, body: await approveFleetReplay(ctx, refOf(params)) }),
  refuseFleetReplay: async (ctx, { params }) => ({ status: 200, body: await refuseFleetReplay(ctx, refOf(params)) }),
  pauseFleetReplay: (ctx, { params }) => changed(ctx, refOf(params), pauseTask),
  resumeFleetReplay: (ctx, { params }) => changed(ctx, refOf(params), resumeTask),
  cancelFleetReplay: (ctx, { params }) => changed(ctx, refOf(params), cancelTask),
} satisfies Pick<
  Handlers,
  | "previewFleetReplay"
  | "startFleetReplay"
  | "listFleetReplays"
  | "getFleetReplay"
  | "patchFleetReplay"
  | "confirmFleetReplay"
  | "approveFleetReplay"
  | "refuseFleetReplay"
  | "pauseFleetReplay"
  | "resumeFleetReplay"
  | "cancelFleetReplay"
>;
