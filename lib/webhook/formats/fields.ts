import { cut } from "./cut.ts";

/** A value of a payload with the way to it: `customer.name`, `items[0].price`. */
interface Field {
  name: string;
  value: string;
}

export interface Fields {
  fields: Field[];
  /** There are more of them. */
  more: boolean;
}

/** As many as a person reads in a chat. */
const MAX_FIELDS = 20;
const MAX_NAME = 100;
const MAX_VALUE = 500;
/** Deeper values are left out, and told as more. */
const MAX_DEPTH = 20;

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Level {
  path: string;
  /** null: an object, whose next key has not come yet. */
  key: string | null;
  index: number;
  isList: boolean;
}

/**
 * The first values of a payload in their order, for people. Numbers are shown as they were written: JSON.parse would round
 * long ones. A payload that is not JSON is one value without a name.
 */
export function readFields(payload: string): Fields {
  if (!isJson(payload)) return { fields: [{ name: "", value: cut(payload, MAX_VALUE) }], more: false };
  const found: Fields = { fields: [], more: false };
  const levels: Level[] = [];
  for (const [token] of payload.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      levels.push({ path: pathOf(levels.at(-1)), key: null, index: 0, isList: token === "[" });
    } else if (token === "}" || token === "]") {
      levels.pop();
      finish(levels.at(-1));
    } else if (token !== "," && token !== ":") {
      const level = levels.at(-1);
      if (level && !level.isList && level.key === null) {
        level.key = unquoted(token);
        continue;
      }
      if (found.fields.length === MAX_FIELDS) return { ...found, more: true };
      if (levels.length > MAX_DEPTH) found.more = true;
      else found.fields.push({ name: cut(pathOf(level), MAX_NAME), value: cut(unquoted(token), MAX_VALUE) });
      finish(level);
    }
  }
  return found;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pathOf(level: Level | undefined): string {
  if (!level) return "";
  if (level.isList) return cut(`${level.path}[${level.index}]`, MAX_NAME);
  return cut(level.path === "" ? (level.key ?? "") : `${level.path}.${level.key}`, MAX_NAME);
}

/** A value of this level has ended. */
function finish(level: Level | undefined): void {
  if (!level) return;
  if (level.isList) level.index++;
  else level.key = null;
}

function unquoted(token: string): string {
  return token.startsWith('"') ? String(JSON.parse(token)) : token;
}
