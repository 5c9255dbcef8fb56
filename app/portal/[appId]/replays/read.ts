import { notFound } from "next/navigation";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { PAGE_SIZE, replayKeys } from "@/components/replays/queries.ts";
import { loadReplay } from "@/components/replays/replay-params.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listEndpointHealth } from "@/lib/domain/endpoint-health/list.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { findReplayWindows } from "@/lib/domain/replays/windows.ts";
import { getTask } from "@/lib/domain/tasks/get.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

// What the pages of replays show first, for customers and staff alike. `applicationId` is the UUID.

type Data = [key: readonly unknown[], value: unknown][];
type Where = { applicationId: string };
export type Search = Promise<Record<string, string | string[] | undefined>>;

const wireId = ({ applicationId }: Where) => formatId("application", applicationId);

async function readEndpoints(ctx: Context, where: Where): Promise<Data[number]> {
  const { data } = await listEndpoints(ctx, { ...where, limit: 250, order: "descending" });
  return [endpointKeys.list(wireId(where)), data];
}

export async function readReplays(ctx: Context, where: Where): Promise<Data> {
  const [page, endpoints] = await Promise.all([
    listTasks(ctx, { ...where, replays: true, limit: PAGE_SIZE, order: "descending" }),
    readEndpoints(ctx, where),
  ]);
  return [[replayKeys.list({ applicationId: wireId(where) }), { pages: [page], pageParams: [null] }], endpoints];
}

export async function readNewReplay(ctx: Context, where: Where, searchParams: Search): Promise<Data> {
  const { endpoint } = await loadReplay(searchParams);
  const endpointIds = endpoint?.flatMap((id) => parseId("endpoint", id) ?? []) ?? null;
  const [windows, health, endpoints] = await Promise.all([
    findReplayWindows(ctx, { ...where, endpointIds }),
    listEndpointHealth(ctx, where),
    readEndpoints(ctx, where),
  ]);
  const applicationId = wireId(where);
  return [
    [replayKeys.windows({ applicationId }, endpoint ?? []), windows],
    [endpointKeys.healthList(applicationId), health.data],
    endpoints,
  ];
}

/** A replay of another application is none, also for staff, who may see it elsewhere. */
export async function readReplay(ctx: Context, where: Where, taskId: string): Promise<Data> {
  const applicationId = wireId(where);
  const id = parseId("task", taskId);
  if (!id) notFound();
  const [task, endpoints] = await Promise.all([
    getTask(ctx, { taskId: id }).catch((error: unknown) => {
      if (error instanceof NotFound) notFound();
      throw error;
    }),
    readEndpoints(ctx, where),
  ]);
  if (task.applicationId !== applicationId || !task.task.startsWith("endpoint.")) notFound();
  return [[replayKeys.one({ applicationId }, task.id), task], endpoints];
}
