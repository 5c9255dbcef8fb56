import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Description } from "@/components/event-types/description.tsx";

const html = (text: string) => renderToStaticMarkup(<Description text={text} />);

test("a description may emphasize, list, quote code and link to the web", () => {
  const given = html("A **bill** was *paid*, see [the guide](https://example.com/a).\n\n- `id`\n- two");
  expect(given).toContain("<strong");
  expect(given).toContain('href="https://example.com/a" target="_blank" rel="noreferrer nofollow"');
  expect(given).toMatch(/<ul[^>]*><li><code[^>]*>id<\/code><\/li><li>two<\/li><\/ul>/);
});

test("HTML, pictures, headings and other addresses stand there as text", () => {
  const given = html("# Big\n\n<img src=x onerror=alert(1)> ![p](https://example.com/p.png) [a](javascript:alert(1))");
  expect(given).not.toMatch(/<(img|h1|a|script)/);
  expect(given).toContain("# Big");
  expect(given).toContain("&lt;img src=x");
});
