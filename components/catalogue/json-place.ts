import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { CodePlace } from "@/components/transformation/code-editor.tsx";

/** What stands at a place of a text that somebody is writing. */
export type Issue = { text: string; place: CodePlace | null };

type ReadJson = { value: unknown } | { issue: Issue };

const WORDS: Record<string, string> = {
  PropertyNameExpected: "A name in double quotes is expected here.",
  ValueExpected: "A value is expected here.",
  ColonExpected: "A colon is missing here.",
  CommaExpected: "A comma is missing here.",
  CloseBraceExpected: "A closing brace is missing here.",
  CloseBracketExpected: "A closing bracket is missing here.",
  EndOfFileExpected: "Nothing may follow here.",
  InvalidCommentToken: "JSON has no comments.",
  UnexpectedEndOfString: "A text does not end.",
  InvalidNumberFormat: "This is no number.",
};

/** JSON as it is sent, which is stricter than what editors forgive; else what is wrong, and where. */
export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    if (!first) return { issue: { text: "This is no JSON.", place: null } };
    return {
      issue: {
        text: WORDS[printParseErrorCode(first.error)] ?? "This is no JSON.",
        place: placeAt(text, first.offset),
      },
    };
  }
}

function placeAt(text: string, offset: number): CodePlace {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** Where the keys lead in a text of JSON; as far as they do, when what they name is not there. */
export function placeOf(text: string, path: string[]): CodePlace | null {
  const root = parseTree(text, [], { disallowComments: true });
  if (!root) return null;
  let node: Node = root;
  for (const key of path) {
    const next = findNodeAtLocation(node, [node.type === "array" ? Number(key) : key]);
    if (!next) break;
    node = next;
  }
  // Of a member its name, which is where one looks for it.
  const named = node.parent?.type === "property" ? node.parent : node;
  return placeAt(text, named.offset);
}
