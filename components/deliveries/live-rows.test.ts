import { expect, test } from "vitest";
import { withNewRows } from "@/components/deliveries/live-rows.ts";
import type { DeliveryPages } from "@/components/deliveries/queries.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

const row = (n: number) => ({ id: `dlv_${String(n).padStart(4, "0")}` }) as DeliveryOut;
const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => row(from - index));

function pagesOf(...lists: DeliveryOut[][]): DeliveryPages {
  return {
    pages: lists.map((data) => ({
      data,
      iterator: data.at(-1)?.id ?? null,
      prevIterator: null,
      done: true,
      searchedSince: null,
    })),
    pageParams: lists.map(() => null),
  };
}

const idsOf = ({ pages }: DeliveryPages) => pages.flatMap(({ data }) => data.map(({ id }) => id));

test("new rows come on top in the order of time, and one that is there already does not come twice", () => {
  const pages = withNewRows(pagesOf([row(3), row(2)]), [row(4), row(3), row(5)]);
  expect(idsOf(pages)).toEqual([row(5), row(4), row(3), row(2)].map(({ id }) => id));
});

test("what falls off the end of a long list can be loaded again from there", () => {
  const pages = withNewRows(pagesOf(rows(500, 400), rows(100, 100)), rows(560, 60));
  expect(idsOf(pages)).toHaveLength(500);
  expect(pages.pages.at(-1)).toMatchObject({ iterator: row(61).id, done: false });
  const fewer = withNewRows(pagesOf(rows(500, 400), rows(100, 100)), rows(700, 200));
  expect(fewer.pages).toHaveLength(1);
  expect(fewer.pageParams).toHaveLength(1);
});
