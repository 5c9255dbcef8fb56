import { type MarkedToken, marked, type Token, type Tokens } from "marked";
import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Blocks, type Dialect, Spans } from "@/components/ui/markdown.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

/** `Setting up` → `setting-up`, as repositories on the web have it, so that a link works in both places. */
function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

/** A guide beside this one is a page of ours; what lies elsewhere in the repository is not served. */
function hrefOf(href: string): string | null {
  if (/^(https?:|\/|#)/.test(href)) return href;
  const guide = /^([\w-]+)\.md(#.*)?$/.exec(href);
  return guide ? `/docs/${guide[1]}${guide[2] ?? ""}` : null;
}

const HEADING = { 1: "text-page", 2: "pt-4 text-lead", 3: "pt-2 text-body font-firm" } as const;

/** What a region is called; a second one of the same kind is told apart by its number. */
function nameRegions(tokens: Token[]): void {
  const counts = new Map<string, number>();
  void marked.walkTokens(tokens, (token) => {
    if (token.type !== "code" && token.type !== "table") return;
    const name = token.type === "code" ? token.lang || "text" : `Table: ${headOf(token as Tokens.Table)}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    Object.assign(token, { regionName: count === 1 ? name : `${name} ${count}` });
  });
}

const headOf = ({ header }: Tokens.Table) => header.map(({ text }) => text).join(", ");
const regionName = (token: Token) => (token as Token & { regionName: string }).regionName;

/** As they are called, and not as they are marked. */
const LANGUAGES: Record<string, string> = {
  go: "Go",
  html: "HTML",
  js: "JavaScript",
  json: "JSON",
  jsx: "React",
  php: "PHP",
  python: "Python",
  ruby: "Ruby",
  sh: "shell",
  sql: "SQL",
  ts: "TypeScript",
  vue: "Vue",
  yaml: "YAML",
};

const GUIDE: Dialect = {
  link: (href, text) => {
    const target = hrefOf(href);
    return target ? <TextLink href={target}>{text}</TextLink> : text;
  },
  block: guideBlock,
};

/** One of our own guides. */
export function Guide({ text }: { text: string }) {
  const tokens = marked.lexer(text);
  nameRegions(tokens);
  return (
    <div className="grid max-w-[52rem] grid-cols-[minmax(0,1fr)] gap-4 text-body text-ink">
      <Blocks tokens={tokens} dialect={GUIDE} />
    </div>
  );
}

function guideBlock(token: MarkedToken, dialect: Dialect): ReactNode | undefined {
  switch (token.type) {
    case "heading": {
      const level = token.depth === 1 ? 1 : token.depth === 2 ? 2 : 3;
      const Tag = `h${level}` as const;
      return (
        <Tag id={anchorOf(token.text)} className={`scroll-mt-16 wrap-anywhere ${HEADING[level]}`}>
          <Spans tokens={token.tokens} dialect={dialect} />
        </Tag>
      );
    }
    case "code":
      return (
        <CodeBlock
          code={token.text}
          label={regionName(token)}
          title={LANGUAGES[token.lang ?? ""] ?? token.lang ?? "text"}
        />
      );
    case "blockquote":
      return (
        <blockquote className="border-line-strong border-s-2 ps-4 text-ink-2">
          <Blocks tokens={token.tokens} dialect={dialect} />
        </blockquote>
      );
    case "table":
      return <Table table={token} dialect={dialect} />;
    case "hr":
      return <hr className="border-line" />;
    default:
      return undefined;
  }
}

function Table({ table, dialect }: { table: Tokens.Table; dialect: Dialect }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={regionName(table)}
      className="focus-inset overflow-x-auto"
    >
      <table className="min-w-full border-collapse text-dense">
        <thead>
          <tr>
            {table.header.map(({ tokens }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text, which never move.
              <th key={index} scope="col" className="h-8 px-2 text-start text-meta font-plain text-ink-3 first:ps-0">
                {tokens.length > 0 ? <Spans tokens={tokens} dialect={dialect} /> : <span className="sr-only">Row</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text, which never move.
            <tr key={at} className="border-line border-t align-top">
              {row.map(({ tokens }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text, which never move.
                <td key={index} className="px-2 py-1.5 first:ps-0">
                  <Spans tokens={tokens} dialect={dialect} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
