import type { OrderQuery, Page } from "@/lib/contract/common.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { type IdKind, parseId } from "@/lib/ids.ts";

export type ListOrder = (typeof OrderQuery)["_output"];

/** A place between two items of a list: behind the item `id` when going forward, before it when going backward. */
export interface ListPosition {
  /** Key as the database has it. */
  id: string;
  /** The same key as it stands in the iterator. */
  wireId: string;
  backward: boolean;
}

/** How a keyset query runs: `where id <operator> position.id order by id <direction> limit limit + 1`. */
export interface Scan {
  operator: ">" | "<";
  direction: "asc" | "desc";
}

/**
 * Reads `iterator=<id>` (go on) or `iterator=-<id>` (go back); null is the first page.
 * @throws InvalidInput when it is neither, or its id is of another kind or mistyped.
 */
export function parseIterator(kind: IdKind, text: string | undefined): ListPosition | null {
  return parseIteratorWith((wireId) => parseId(kind, wireId), text);
}

/** The same for lists that are not ordered by id: `parseKey` answers null for what cannot be a key. */
export function parseIteratorWith(
  parseKey: (wireId: string) => string | null,
  text: string | undefined,
): ListPosition | null {
  if (text === undefined) return null;
  const backward = text.startsWith("-");
  const wireId = backward || text.startsWith("~") ? text.slice(1) : text;
  const id = parseKey(wireId);
  if (id === null) throw new InvalidInput(["query", "iterator"], "Invalid iterator", "invalid_iterator");
  return { id, wireId, backward };
}

/** Going back reads in the opposite direction, from the position on; `pageOf` turns the rows around again. */
export function scanOf(order: ListOrder, position: ListPosition | null): Scan {
  const ascending = (order === "ascending") !== (position?.backward ?? false);
  return ascending ? { operator: ">", direction: "asc" } : { operator: "<", direction: "desc" };
}

/** The scan as arguments of a Prisma `findMany` whose list is ordered by its id. */
export function idScan(order: ListOrder, position: ListPosition | null, limit: number) {
  const { operator, direction } = scanOf(order, position);
  const key = position ? (operator === ">" ? { gt: position.id } : { lt: position.id }) : undefined;
  return { where: { id: key }, orderBy: { id: direction }, take: limit + 1 } as const;
}

/**
 * Builds the page from the rows of a scan that asked for one row more than the limit: that row only tells that the
 * list goes on. An empty page keeps the position it was asked from, so that a reader who waits for news can ask again.
 */
export function pageOf<Row, Out>(
  rows: readonly Row[],
  options: {
    limit: number;
    iterator: ListPosition | null;
    toOut: (row: Row) => Out;
    /** The key on the wire. */
    idOf: (row: Row) => string;
    /** Where the scan ended, on the wire, when it ended before the rows did: a page that is not full goes on from there. */
    edge?: string | null;
  },
): Page<Out> {
  const { limit, iterator, toOut, idOf } = options;
  const edge = rows.length <= limit ? (options.edge ?? null) : null;
  const page = rows.slice(0, limit);
  if (iterator?.backward) page.reverse();

  const first = page[0];
  const last = page.at(-1);
  const backEdge = iterator?.backward ? edge : null;
  const forwardEdge = iterator?.backward ? null : edge;
  const lastId = last === undefined ? (iterator && !iterator.backward ? iterator.wireId : null) : idOf(last);
  const firstId = first === undefined ? (iterator?.backward ? iterator.wireId : null) : idOf(first);
  return {
    data: page.map(toOut),
    iterator: lastId === null && forwardEdge === null ? null : forwardIterator(forwardEdge ?? lastId ?? ""),
    prevIterator: firstId === null && backEdge === null ? null : `-${backEdge ?? firstId}`,
    done: rows.length <= limit && edge === null,
  };
}

/** A name may begin with `-`; without a mark it would read as a way back. No name begins with `~`. */
function forwardIterator(wireId: string): string {
  return wireId.startsWith("-") ? `~${wireId}` : wireId;
}
