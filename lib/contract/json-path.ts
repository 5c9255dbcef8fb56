/** A step of a path: to the member or item of a name, to each of them, or to each at any depth. */
type PathStep = { kind: "name"; name: string } | { kind: "any" } | { kind: "deep" };
export type JsonPath = readonly PathStep[];

export const MAX_PATH_LENGTH = 256;
/** Of the installation, and of an application besides. */
export const MAX_REDACTION_RULES = 50;
const MAX_STEPS = 32;
const NAME = /^[\p{L}_][\p{L}\p{N}_-]*/u;
const IN_BRACKETS = /^\[(?:\*|(\d{1,9})|'((?:[^'\\]|\\['\\])*)'|"((?:[^"\\]|\\["\\])*)")\]/;

/**
 * Reads a path such as `$.customer.email`, `$.items[*].card`, `$..password` or `$['odd name']`; the `$` may be left out.
 * @returns null when it is none, is too long, or would be everything
 */
export function parsePath(text: string): JsonPath | null {
  if (text.length > MAX_PATH_LENGTH) return null;
  const steps: PathStep[] = [];
  let rest = text.startsWith("$") ? text.slice(1) : /^[.[]/.test(text) ? text : `.${text}`;
  while (rest !== "") {
    const brackets = IN_BRACKETS.exec(rest);
    if (brackets) {
      const [all, index, single, double] = brackets;
      const name = index ?? (single ?? double)?.replace(/\\(.)/gs, "$1");
      steps.push(name === undefined ? { kind: "any" } : { kind: "name", name });
      rest = rest.slice(all.length);
    } else if (rest.startsWith("..") && rest.length > 2) {
      steps.push({ kind: "deep" });
      rest = rest[2] === "[" ? rest.slice(2) : rest.slice(1);
    } else if (rest.startsWith(".*")) {
      steps.push({ kind: "any" });
      rest = rest.slice(2);
    } else {
      const name = rest.startsWith(".") ? NAME.exec(rest.slice(1))?.[0] : undefined;
      if (name === undefined) return null;
      steps.push({ kind: "name", name });
      rest = rest.slice(1 + name.length);
    }
    if (steps.length > MAX_STEPS) return null;
  }
  return steps.length === 0 || steps.at(-1)?.kind === "deep" ? null : steps;
}

/** What is wrong with a path, as the end of a sentence; null when nothing is. */
export function problemOfPath(text: string): string | null {
  return parsePath(text) ? null : "must be a path such as $.customer.email, $.items[*].card or $..password";
}
