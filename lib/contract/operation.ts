import type { z } from "zod";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a portal session may do; names and meaning are those of the official SDKs. */
export const CAPABILITIES = [
  "ViewBase",
  "ViewEndpointSecret",
  "ManageEndpointSecret",
  "ManageTransformations",
  "CreateAttempts",
  "ManageEndpoint",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Staff roles, each with the rights of those before it. */
export const STAFF_ROLES = ["viewer", "support", "engineer", "admin"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** How often it may be asked, on average over a minute; as many at once. Above it, 429 and `retry-after`. */
export interface Limit {
  /** Operations whose limits have the same name are counted together. */
  name: string;
  perMinute: number;
  /**
   * Who is counted. `caller`: a session, or an API key on one application. `address`: where the connection comes from;
   * many people may share one address, so only what is refused counts.
   */
  per: "caller" | "address";
}

/** One entry of the API: the table of these is the routing table, the typed client and the OpenAPI document. */
export interface Operation {
  /** Unique, a verb and a noun. */
  id: string;
  tag: string;
  summary: string;
  method: Method;
  /** Below /api/v1, parameters in braces. */
  path: string;
  /** Of the short API: also below /api, where its users are told to find it. */
  short?: true;
  /** Who may call it is said in access.ts, and nowhere else. */
  actors?: never;
  capability?: never;
  role?: never;
  limit?: Limit;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Where a body may be larger than elsewhere. */
  bodyLimitBytes?: number;
  /** Old field names that are accepted in the body: alias → name. */
  aliases?: Record<string, string>;
  /** The first status is the usual one; null is an empty body. */
  responses: Record<number, z.ZodType | null>;
  /** The answer is a stream of server-sent events, not JSON. */
  stream?: true;
  /** Of a stream that is a file instead. */
  mediaTypes?: readonly string[];
  /** A path that only older SDKs ask for. */
  deprecated?: true;
}

export const defineOperation = <const O extends Operation>(operation: O): O => operation;
