import { expect, test } from "vitest";
import { browserWords } from "@/lib/domain/staff/browser-words.ts";

test("a browser is told apart from those that it pretends to be", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
  expect(browserWords(chrome)).toBe("Chrome on Linux");
  expect(browserWords(`${chrome} Edg/143.0`)).toBe("Edge on Linux");
  expect(browserWords("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe(
    "Firefox on Windows",
  );
  expect(
    browserWords("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604"),
  ).toBe("Safari on iOS");
});

test("what is not known is not kept", () => {
  expect(browserWords(null)).toBe("Unknown browser");
  expect(browserWords("<script>alert(1)</script>")).toBe("Unknown browser");
});
