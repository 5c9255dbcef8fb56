import type { z } from "zod";
import type { OperationId, OperationOf } from "@/lib/contract/operations.ts";
import type { Context } from "@/lib/domain/context.ts";

/** A request as the router reads it: from node:http before Next, or from a web Request behind Next's dev server. */
export interface ApiRequest {
  method: string;
  /** Path with query, as on the request line. */
  url: string;
  header(name: string): string | undefined;
  /** The whole body as UTF-8 text. Rejects with a ProblemError above the limit, or when it is not UTF-8. */
  text(limitBytes: number): Promise<string>;
  /** Where the request comes from, see client-address.ts; null when unknown. */
  remoteAddress: string | null;
  /** Aborted when the caller has gone. */
  signal: AbortSignal;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string | string[]>;
  /** Text, bytes, nothing, or chunks of a stream of server-sent events. */
  body: string | Uint8Array<ArrayBuffer> | null | AsyncIterable<string>;
}

type Names<P> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
type Statuses<O> = O extends { responses: infer R } ? keyof R : never;
type BodyOf<O, S> = O extends { responses: infer R } ? (S extends keyof R ? R[S] : never) : never;

/** What a handler answers: a status of its operation and the body that belongs to it. */
type Reply<O> = {
  [S in Statuses<O>]: {
    status: S;
    body: BodyOf<O, S> extends z.ZodType ? z.output<BodyOf<O, S>> | RawJson | AsyncIterable<string> : null;
    headers?: Record<string, string | string[]>;
  };
}[Statuses<O>];

/** JSON that is already text, sent as it is: a payload must not be parsed and written again. */
export interface RawJson {
  rawJson: string;
}

interface HandlerInput<O> {
  params: { [N in O extends { path: infer P } ? Names<P> : never]: string };
  query: O extends { query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
  body: O extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
  /** The body as received; empty when there is none. */
  bodyText: string;
  request: ApiRequest;
}

type Handler<O> = (ctx: Context, input: HandlerInput<O>) => Promise<Reply<O>>;

/** One handler for each operation, no more and no less: the compiler holds the two tables to each other. */
export type Handlers = { [Id in OperationId]: Handler<OperationOf<Id>> };
