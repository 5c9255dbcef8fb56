import type { FilterConditions } from "@/lib/domain/deliveries/filter.ts";

/**
 * A limited selection of `delivery d` in the order of its id, in parentheses. Each state is read along its own index
 * up to the limit, then the few rows are merged.
 */
export function selectDeliveries(input: {
  columns: string;
  filter: FilterConditions;
  direction: "asc" | "desc";
  limit: number;
}): string {
  const { columns, filter, direction, limit } = input;
  const order = `order by id ${direction} limit ${limit}`;
  const [first, ...others] = filter.states;
  const one = (conditions: string[]) =>
    `(select ${columns} from delivery d ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""} ${order})`;

  if (first === undefined) return one(filter.conditions);
  if (others.length === 0) return one([first, ...filter.conditions]);
  const branches = filter.states.map((state) => one([state, ...filter.conditions]));
  return `(select * from (${branches.join(" union all ")}) branches ${order})`;
}
