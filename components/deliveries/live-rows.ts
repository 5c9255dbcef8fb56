import type { DeliveryPages } from "@/components/deliveries/queries.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

/** A list that grows by itself for hours must not fill the page. */
const MAX_ROWS = 500;

/** New rows on top, each once. What falls off at the end can be loaded again. */
export function withNewRows(pages: DeliveryPages, fresh: DeliveryOut[]): DeliveryPages {
  const known = new Set(pages.pages.flatMap(({ data }) => data.map(({ id }) => id)));
  const added = fresh.filter(({ id }) => !known.has(id)).sort((a, b) => (a.id < b.id ? 1 : -1));
  const [first, ...rest] = pages.pages;
  if (!first || added.length === 0) return pages;
  return cutOff({ ...pages, pages: [{ ...first, data: [...added, ...first.data] }, ...rest] });
}

function cutOff(pages: DeliveryPages): DeliveryPages {
  let left = MAX_ROWS;
  const kept: DeliveryPages["pages"] = [];
  for (const page of pages.pages) {
    if (page.data.length <= left) kept.push(page);
    else if (left > 0) {
      const data = page.data.slice(0, left);
      kept.push({ ...page, data, iterator: data.at(-1)?.id ?? page.iterator, done: false });
    }
    left = Math.max(0, left - page.data.length);
  }
  return { pages: kept, pageParams: pages.pageParams.slice(0, kept.length) };
}
