// Signatures cover exact bytes. Parsing a payload and writing it again would change them (1.0 becomes 1, long numbers
// lose digits, doubled keys vanish, keys like "1" move), so its text is cut out of the request as it stands.

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const END_OF_LIST = 93;

/** Position behind the string that begins at `at`. */
function skipString(text: string, at: number): number {
  for (let i = text.indexOf('"', at + 1); i !== -1; i = text.indexOf('"', i + 1)) {
    let slashes = 0;
    while (text.charCodeAt(i - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return i + 1;
  }
  return text.length;
}

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

/** Position behind the value that begins at `at`, which is not white space. */
function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return skipString(text, at);
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = skipString(text, i) - 1;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (code === 44 || isSpace(code))) return i;
  }
  return text.length;
}

/**
 * The texts of a JSON array's elements, byte for byte.
 * @param text JSON that JSON.parse has accepted as an array
 */
export function rawElements(text: string): string[] {
  const found: string[] = [];
  let i = text.indexOf("[") + 1;
  for (;;) {
    while (isSpace(text.charCodeAt(i)) || text.charCodeAt(i) === COMMA) i++;
    if (i >= text.length || text.charCodeAt(i) === END_OF_LIST) return found;
    const end = skipValue(text, i);
    found.push(text.slice(i, end));
    i = end;
  }
}

/**
 * The text of a member of a JSON object, byte for byte. Of doubled keys the last counts, as with JSON.parse.
 * @param text JSON that JSON.parse has accepted as an object
 * @returns null when there is no such member
 */
export function rawMember(text: string, name: string): string | null {
  let found: string | null = null;
  let i = text.indexOf("{") + 1;
  while (i > 0 && i < text.length) {
    while (i < text.length && text.charCodeAt(i) !== QUOTE) i++;
    if (i >= text.length) break;
    const keyEnd = skipString(text, i);
    const key: unknown = JSON.parse(text.slice(i, keyEnd));
    i = text.indexOf(":", keyEnd) + 1;
    while (isSpace(text.charCodeAt(i))) i++;
    const end = skipValue(text, i);
    if (key === name) found = text.slice(i, end);
    i = end;
    while (i < text.length && text.charCodeAt(i) !== QUOTE && text.charCodeAt(i) !== 125) i++;
    if (text.charCodeAt(i) === 125) break;
  }
  return found;
}
