import { applications } from "@/e2e/api/compat/applications.ts";
import { endpoints } from "@/e2e/api/compat/endpoints.ts";
import { eventTypes } from "@/e2e/api/compat/event-types.ts";
import { installation } from "@/e2e/api/compat/installation.ts";
import { messages } from "@/e2e/api/compat/messages.ts";
import type { Row } from "@/e2e/api/compat/row.ts";

/** Every operation of the wire that the official SDKs speak, as far as this service means to have it. */
export const GROUPS: { name: string; rows: Row[] }[] = [
  { name: "Applications", rows: applications },
  { name: "Event types", rows: eventTypes },
  { name: "Endpoints", rows: endpoints },
  { name: "Messages and attempts", rows: messages },
  { name: "Access and installation", rows: installation },
];
export const ROWS = GROUPS.flatMap(({ rows }) => rows);
