import { marked, type Token, type Tokens } from "marked";

/** The description of an event type in one line without the marks of its formatting, for lists. */
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
