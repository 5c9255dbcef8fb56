import type { Operation } from "@/lib/contract/operation.ts";
import { type AnyOperation, operations } from "@/lib/contract/operations.ts";
import { ProblemError } from "@/lib/errors.ts";

export interface Route {
  operation: Operation & { id: AnyOperation["id"] };
  /** Names of the path parameters, in order. */
  names: string[];
}
interface Branch {
  fixed: Map<string, Branch>;
  parameter: Branch | undefined;
  routes: Map<string, Route>;
}
export type Match =
  | { kind: "route"; route: Route; params: Record<string, string> }
  | { kind: "wrong_method"; allow: string[] }
  | { kind: "none" };

const newBranch = (): Branch => ({ fixed: new Map(), parameter: undefined, routes: new Map() });

function grow(): Branch {
  const root = newBranch();
  for (const operation of operations) {
    const names: string[] = [];
    let branch = root;
    for (const segment of operation.path.slice(1).split("/")) {
      if (segment.startsWith("{")) {
        names.push(segment.slice(1, -1));
        branch.parameter ??= newBranch();
        branch = branch.parameter;
      } else {
        const next = branch.fixed.get(segment) ?? newBranch();
        branch.fixed.set(segment, next);
        branch = next;
      }
    }
    branch.routes.set(operation.method, { operation, names });
  }
  return root;
}

const root = grow();

/** Fixed segments win; where they lead nowhere, the parameter beside them is tried. */
function find(branch: Branch, segments: string[], values: string[], isWanted: (branch: Branch) => boolean) {
  function descend(from: Branch, at: number): Branch | undefined {
    const segment = segments[at];
    if (segment === undefined) return isWanted(from) ? from : undefined;
    const fixed = from.fixed.get(segment);
    const found = fixed && descend(fixed, at + 1);
    if (found || !from.parameter || segment === "") return found;
    values.push(segment);
    const below = descend(from.parameter, at + 1);
    if (!below) values.pop();
    return below;
  }
  return descend(branch, 0);
}

function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new ProblemError("bad_request", "The path is not encoded correctly.", { cause });
  }
}

/** @param path below /api/v1, without the query. One slash at the end is allowed: old SDKs send it. */
export function matchRoute(method: string, path: string): Match {
  const segments = path.slice(1, path.endsWith("/") && path.length > 1 ? -1 : undefined).split("/");
  const values: string[] = [];
  const asked = method === "HEAD" ? "GET" : method;
  const route = find(root, segments, values, ({ routes }) => routes.has(asked))?.routes.get(asked);
  if (!route) {
    const other = find(root, segments, values, ({ routes }) => routes.size > 0);
    return other ? { kind: "wrong_method", allow: [...other.routes.keys()] } : { kind: "none" };
  }
  const params: Record<string, string> = {};
  for (let i = 0; i < route.names.length; i++) params[route.names[i] ?? ""] = decode(values[i] ?? "");
  return { kind: "route", route, params };
}
