import { afterEach, expect, test, vi } from "vitest";
import type { Page } from "@/lib/contract/common.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";

afterEach(() => void vi.useRealTimers());

/** A log in which every tenth row matches, read a hundred at a time. */
function aLog(length: number, every: number) {
  const asked: number[] = [];
  const read = async ({
    limit,
    iterator,
  }: {
    limit: number;
    iterator: string | undefined;
  }): Promise<Page<{ id: string }>> => {
    const from = Number(iterator ?? 0);
    asked.push(from);
    const rows: { id: string }[] = [];
    let at = from;
    for (; at < Math.min(from + 100, length) && rows.length < limit; at++) {
      if (at % every === 0) rows.push({ id: String(at) });
    }
    return { data: rows, iterator: String(at), prevIterator: `-${from}`, done: at >= length };
  };
  return { asked, read };
}

test("short answers are read on until the page is full, without a gap or a row twice", async () => {
  const { read } = aLog(1_000, 10);
  const first = await readFullPage(read, { limit: 25, iterator: undefined });
  expect(first.data.map(({ id }) => Number(id))).toEqual(Array.from({ length: 25 }, (_, n) => n * 10));
  expect(first).toMatchObject({ done: false, prevIterator: "-0" });
  const second = await readFullPage(read, { limit: 100, iterator: first.iterator ?? undefined });
  expect(second.data[0]?.id).toBe("250");
  expect(second).toMatchObject({ done: true });
  expect(second.data).toHaveLength(75);
});

test("reading ends after 20 answers, and says that there is more", async () => {
  const { asked, read } = aLog(1_000_000, 5_000_000);
  const page = await readFullPage(read, { limit: 50, iterator: undefined });
  expect(asked).toHaveLength(20);
  expect(page).toMatchObject({ done: false, iterator: "2000" });
});

test("who reads more at a time reads less often, and says as well that there is more", async () => {
  const { asked, read } = aLog(1_000_000, 5_000_000);
  expect(await readFullPage(read, { limit: 50, iterator: undefined }, 3)).toMatchObject({
    done: false,
    iterator: "300",
  });
  expect(asked).toHaveLength(3);
});

test("a read that would take the page over its time is not begun", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const { asked, read } = aLog(1_000_000, 5_000_000);
  const slow = (next: Parameters<typeof read>[0]) => {
    vi.advanceTimersByTime(70);
    return read(next);
  };
  expect(await readFullPage(slow, { limit: 50, iterator: undefined })).toMatchObject({ done: false, iterator: "200" });
  expect(asked).toEqual([0, 100]);
});
