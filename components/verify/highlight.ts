import type { Handler } from "@/components/verify/handlers.ts";

export type Span = { kind: "plain" | "comment" | "string" | "keyword"; text: string };
export type CodeLine = { spans: Span[]; isMarked: boolean };

/** What people get wrong has a comment with these words. */
const MARK = /raw body/;
const KEYWORDS = new Set(
  `abstract and as async await bool boolean byte case class const def defmodule defp do double else end export extends false final fn for from
  fun func function if import in int is let long match module mod mut new nil None not null or package private public pub return
  self static string String struct super switch this throw throws true True False try use using val var void when while with unless`.split(
    /\s+/,
  ),
);
const STRINGS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/;

/** The few colours that help to read a handler: comments, strings and keywords, in any of the languages. */
export function highlight({ code, comment }: Pick<Handler, "code" | "comment">): CodeLine[] {
  const comments = comment === "#" ? /#.*/ : /\/\/.*/;
  const token = new RegExp(
    `(?<string>${STRINGS.source})|(?<comment>${comments.source})|(?<word>(?<!\\.)[A-Za-z_]\\w*)`,
    "g",
  );
  return code
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      const spans = spansOf(line, token);
      return { spans, isMarked: spans.some(({ kind, text }) => kind === "comment" && MARK.test(text)) };
    });
}

function spansOf(line: string, token: RegExp): Span[] {
  const spans: Span[] = [];
  const add = (kind: Span["kind"], text: string) => {
    const last = spans.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== "") spans.push({ kind, text });
  };
  let at = 0;
  for (const match of line.matchAll(token)) {
    add("plain", line.slice(at, match.index));
    const { string, comment, word } = match.groups ?? {};
    add(string ? "string" : comment ? "comment" : word && KEYWORDS.has(word) ? "keyword" : "plain", match[0]);
    at = match.index + match[0].length;
  }
  add("plain", line.slice(at));
  return spans;
}
