import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Guide } from "@/components/docs/guide.tsx";

const html = (text: string) => renderToStaticMarkup(<Guide text={text} />);

test("a guide has headings with anchors, tables with a name, quotes and lists", () => {
  const given = html("## Setting up\n\n| Key | |\n|---|---|\n| `a` | *b* |\n\n> Mind **this**.\n\n1. one\n2. two");
  expect(given).toMatch(/<h2 id="setting-up"[^>]*>Setting up<\/h2>/);
  expect(given).toMatch(/<section tabindex="0" aria-label="Table: Key, "/);
  expect(given).toContain('<span class="sr-only">Row</span>');
  expect(given).toMatch(/<td[^>]*><code[^>]*>a<\/code><\/td><td[^>]*><em>b<\/em><\/td>/);
  expect(given).toMatch(/<blockquote[^>]*><p[^>]*>Mind <strong[^>]*>this<\/strong>\.<\/p><\/blockquote>/);
  expect(given).toMatch(/<ol[^>]*><li>one<\/li><li>two<\/li><\/ol>/);
});

test("HTML stands in a guide as text, and what lies elsewhere in the repository is no link", () => {
  const given = html(
    "<img src=x onerror=alert(1)>\n\nA <b>b</b>, [code](../lib/env.ts), [script](javascript:alert(1)).",
  );
  expect(given).not.toMatch(/<(img|b|a|script)[ >]/);
  expect(given).toContain("&lt;img src=x");
  expect(given).toContain("code, script.");
});
