import { marked, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { Code, CodeBlock } from "@/components/ui/code.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

/** `Setting up` → `setting-up`, as repositories on the web have it, so that a link works in both places. */
export function anchorOf(text: string): string {
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

/** Our own guides as elements of the design: no HTML of theirs is passed on. */
export function Markdown({ text }: { text: string }) {
  const tokens = marked.lexer(text);
  nameRegions(tokens);
  return (
    <div className="grid max-w-[52rem] grid-cols-[minmax(0,1fr)] gap-4 text-body text-ink">
      <Blocks tokens={tokens} />
    </div>
  );
}

function Blocks({ tokens }: { tokens: Token[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading": {
      const { depth, text, tokens } = token as Tokens.Heading;
      const level = depth === 1 ? 1 : depth === 2 ? 2 : 3;
      const Tag = `h${level}` as const;
      return (
        <Tag id={anchorOf(text)} className={`scroll-mt-16 ${HEADING[level]}`}>
          {inline(tokens)}
        </Tag>
      );
    }
    case "paragraph":
      return <p>{inline((token as Tokens.Paragraph).tokens)}</p>;
    case "text":
      return inline((token as Tokens.Text).tokens ?? [token]);
    case "code": {
      return <CodeBlock code={(token as Tokens.Code).text} label={regionName(token)} />;
    }
    case "list":
      return <List list={token as Tokens.List} />;
    case "blockquote":
      return (
        <blockquote className="border-line-strong border-s-2 ps-4 text-ink-2">
          <Blocks tokens={(token as Tokens.Blockquote).tokens} />
        </blockquote>
      );
    case "table":
      return <Table table={token as Tokens.Table} />;
    case "hr":
      return <hr className="border-line" />;
    default:
      return null;
  }
}

function List({ list }: { list: Tokens.List }) {
  const Tag = list.ordered ? "ol" : "ul";
  return (
    <Tag className={`grid gap-1.5 ps-5 ${list.ordered ? "list-decimal" : "list-disc"}`}>
      {list.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
        <li key={index} className="[&>*+*]:mt-2">
          <Blocks tokens={item.tokens} />
        </li>
      ))}
    </Tag>
  );
}

function Table({ table }: { table: Tokens.Table }) {
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
            {table.header.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text, which never move.
              <th key={index} scope="col" className="h-8 px-2 text-start text-meta font-plain text-ink-3 first:ps-0">
                {cell.tokens.length > 0 ? inline(cell.tokens) : <span className="sr-only">Row</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text, which never move.
            <tr key={at} className="border-line border-t align-top">
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text, which never move.
                <td key={index} className="px-2 py-1.5 first:ps-0">
                  {inline(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What stands within a line. The lexer has escaped the text for HTML; React does that itself. */
function inline(tokens: Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
  return tokens.map((token, index) => <Fragment key={index}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong className="font-strong">{inline((token as Tokens.Strong).tokens)}</strong>;
    case "em":
      return <em>{inline((token as Tokens.Em).tokens)}</em>;
    case "codespan":
      return <Code>{(token as Tokens.Codespan).text}</Code>;
    case "br":
      return <br />;
    case "link": {
      const { href, tokens } = token as Tokens.Link;
      const target = hrefOf(href);
      return target ? <TextLink href={target}>{inline(tokens)}</TextLink> : inline(tokens);
    }
    case "text":
      return (token as Tokens.Text).tokens ? inline((token as Tokens.Text).tokens ?? []) : (token as Tokens.Text).text;
    case "escape":
      return (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
}
