import type { MarkedToken, Token } from "marked";
import { Fragment, type ReactNode } from "react";
import { Code } from "@/components/ui/code.tsx";

/**
 * What the texts of one place may hold beside paragraphs, lists, emphasis and code. All that nobody draws stands there as it
 * was written: no HTML is passed on, no picture is fetched.
 */
export type Dialect = {
  /** Where an address may not be led to, its text alone. */
  link: (href: string, text: ReactNode) => ReactNode;
  /** Undefined of what it leaves as it was written. */
  block?: (token: MarkedToken, dialect: Dialect) => ReactNode | undefined;
};

type Part = { tokens: Token[]; dialect: Dialect };

/** What the lexer has found, as elements of the design. */
export function Blocks({ tokens, dialect }: Part) {
  return tokens.map((token, index) => {
    const own = known(token);
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
    return <Fragment key={index}>{dialect.block?.(own, dialect) ?? block(own, dialect)}</Fragment>;
  });
}

/** What stands within a line. */
export function Spans({ tokens, dialect }: Part) {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
  return tokens.map((token, index) => <Fragment key={index}>{span(known(token), dialect)}</Fragment>);
}

/** The lexer has no extension, so that it makes no tokens but its own. */
const known = (token: Token) => token as MarkedToken;

function block(token: MarkedToken, dialect: Dialect): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return (
        <p className="wrap-anywhere">
          <Spans tokens={token.tokens} dialect={dialect} />
        </p>
      );
    case "text":
      return <Spans tokens={token.tokens ?? [token]} dialect={dialect} />;
    case "list": {
      const Tag = token.ordered ? "ol" : "ul";
      return (
        <Tag className={`grid gap-1 ps-5 [&>li>*+*]:mt-2 ${token.ordered ? "list-decimal" : "list-disc"}`}>
          {token.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
            <li key={index}>
              <Blocks tokens={item.tokens} dialect={dialect} />
            </li>
          ))}
        </Tag>
      );
    }
    default:
      return <p className="whitespace-pre-wrap wrap-anywhere">{token.raw.trim()}</p>;
  }
}

function span(token: MarkedToken, dialect: Dialect): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong className="font-strong">
          <Spans tokens={token.tokens} dialect={dialect} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Spans tokens={token.tokens} dialect={dialect} />
        </em>
      );
    case "codespan":
      return <Code>{token.text}</Code>;
    case "br":
      return <br />;
    case "link":
      return dialect.link(token.href, <Spans tokens={token.tokens} dialect={dialect} />);
    case "text":
      return token.tokens ? <Spans tokens={token.tokens} dialect={dialect} /> : token.text;
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}
