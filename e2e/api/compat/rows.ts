import { applications } from "@/e2e/api/compat/applications.ts";
import { endpoints } from "@/e2e/api/compat/endpoints.ts";
import { eventTypes } from "@/e2e/api/compat/event-types.ts";
import { installation } from "@/e2e/api/compat/installation.ts";
import { messages } from "@/e2e/api/compat/messages.ts";
import type { Row } from "@/e2e/api/compat/row.ts";
import { operations } from "@/lib/contract/operations.ts";

/** Every operation of the wire that the official SDKs speak, as far as this service means to have it. */
export const GROUPS: { name: string; rows: Row[] }[] = [
  { name: "Applications", rows: applications },
  { name: "Event types", rows: eventTypes },
  { name: "Endpoints", rows: endpoints },
  { name: "Messages and attempts", rows: messages },
  { name: "Access and installation", rows: installation },
];
export const ROWS = GROUPS.flatMap(({ rows }) => rows);

const routes = new Set<string>(operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`));

/** Whether the contract has the operation at all. */
export function isBuilt({ operation }: Pick<Row, "operation">): boolean {
  return routes.has(operation.replace(/\{\w+\}/g, "{}"));
}
