import { marked, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { Code } from "@/components/ui/code.tsx";

// The part of Markdown that descriptions may use: paragraphs, lists, emphasis, code and links to the web. All else stands
// there as it was written: no HTML is passed on, no picture is fetched.

/** Of an event type, as its author formatted it. */
export function Description({ text, className }: { text: string; className?: string }) {
  return (
    <div className={className ?? "grid max-w-measure gap-2 text-body text-ink-2"}>{blocks(marked.lexer(text))}</div>
  );
}

/** The same in one line without its marks, for lists. */
export function plainDescription(text: string): string {
  const words: string[] = [];
  const take = (token: Token) => {
    if (token.type === "space" || token.type === "hr") return;
    if (token.type === "list") for (const item of (token as Tokens.List).items) item.tokens.forEach(take);
    else if ("tokens" in token && token.tokens) {
      token.tokens.forEach(take);
      if (isBlock(token)) words.push(" ");
    } else words.push("text" in token ? String(token.text) : token.raw);
  };
  marked.lexer(text).forEach(take);
  return words.join("").replace(/\s+/g, " ").trim();
}

const isBlock = ({ type }: Token) => type === "paragraph" || type === "text" || type === "heading";

function blocks(tokens: Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return <p className="wrap-anywhere">{spans((token as Tokens.Paragraph).tokens)}</p>;
    case "text":
      return spans((token as Tokens.Text).tokens ?? [token]);
    case "list": {
      const { ordered, items } = token as Tokens.List;
      const Tag = ordered ? "ol" : "ul";
      return (
        <Tag className={`grid gap-1 ps-5 ${ordered ? "list-decimal" : "list-disc"}`}>
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
            <li key={index}>{blocks(item.tokens)}</li>
          ))}
        </Tag>
      );
    }
    default:
      return <p className="whitespace-pre-wrap wrap-anywhere">{token.raw.trim()}</p>;
  }
}

function spans(tokens: Token[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
  return tokens.map((token, index) => <Fragment key={index}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong className="font-strong">{spans((token as Tokens.Strong).tokens)}</strong>;
    case "em":
      return <em>{spans((token as Tokens.Em).tokens)}</em>;
    case "codespan":
      return <Code>{(token as Tokens.Codespan).text}</Code>;
    case "br":
      return <br />;
    case "link": {
      const { href, tokens } = token as Tokens.Link;
      if (!/^https?:\/\//i.test(href)) return spans(tokens);
      return (
        // Away from here: the page may be in somebody's frame.
        <a
          href={href}
          target="_blank"
          rel="noreferrer nofollow"
          className="rounded-mark text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent"
        >
          {spans(tokens)}
        </a>
      );
    }
    case "text":
      return (token as Tokens.Text).tokens ? spans((token as Tokens.Text).tokens ?? []) : (token as Tokens.Text).text;
    case "escape":
      return (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
}
