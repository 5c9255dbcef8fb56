import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { cancelTask, patchTask, pauseTask, resumeTask } from "@/lib/domain/tasks/change.ts";
import { getTask } from "@/lib/domain/tasks/get.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

function refOf(params: { task_id: string }): { taskId: string } {
  const taskId = parseId("task", params.task_id);
  if (!taskId) throw new NotFound();
  return { taskId };
}

export const backgroundTaskHandlers = {
  listBackgroundTasks: async (ctx, { query: { app, ...query } }) => {
    const applicationId = app === undefined ? undefined : (await resolveApplication(ctx, app)).id;
    return { status: 200, body: await listTasks(ctx, { ...query, applicationId }) };
  },
  getBackgroundTask: async (ctx, { params }) => ({ status: 200, body: await getTask(ctx, refOf(params)) }),
  patchBackgroundTask: async (ctx, { params, body }) => ({
    status: 200,
    body: await patchTask(ctx, { ...refOf(params), patch: body }),
  }),
  pauseBackgroundTask: async (ctx, { params }) => ({ status: 200, body: await pauseTask(ctx, refOf(params)) }),
  resumeBackgroundTask: async (ctx, { params }) => ({ status: 200, body: await resumeTask(ctx, refOf(params)) }),
  cancelBackgroundTask: async (ctx, { params }) => ({ status: 200, body: await cancelTask(ctx, refOf(params)) }),
} satisfies Pick<
  Handlers,
  | "listBackgroundTasks"
  | "getBackgroundTask"
  | "patchBackgroundTask"
  | "pauseBackgroundTask"
  | "resumeBackgroundTask"
  | "cancelBackgroundTask"
>;
