import { randomBytes } from "node:crypto";

/** A value that nobody may read but where it is meant to be shown. */
export interface Canary {
  /** What it is, `endpoint.secret`. */
  name: string;
  value: string;
}

/** So much of a value, from its middle, is enough to recognise it by: half a secret is too much as well. */
const RECOGNISED = 16;

export const planted = (name: string): Canary => ({ name, value: `cnry${randomBytes(12).toString("hex")}` });

/** Each of the ways in which a value may have been written: plain, in hexadecimal digits, and Base64 at any place of a text. */
function formsOf(value: string): string[] {
  // Without a prefix such as `ph_live_`, which is no secret.
  const bare = value.replace(/^(?:[a-z]{2,6}_)+/, "");
  const from = Math.max(0, Math.floor((bare.length - RECOGNISED) / 2));
  const core = bare.slice(from, from + RECOGNISED);
  if (core.length < 8) throw new Error("Too short to be told from other texts.");
  const bytes = Buffer.from(core);
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64url");
    // Characters that share bits with what stands before or after.
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [...new Set([core, bytes.toString("hex"), ...inBase64, ...inBase64.map(toStandard)])];
}

const toStandard = (text: string) => text.replaceAll("-", "+").replaceAll("_", "/");

/** Something that was written or shown, with the name of the place. */
export interface Page {
  place: string;
  text: string;
}

export interface Hit {
  canary: string;
  place: string;
  /** A few characters before it, to find it by. */
  near: string;
}

/** Every canary in every place where it is. */
export function findAll(canaries: readonly Canary[], pages: Iterable<Page>): Hit[] {
  const forms = canaries.map(({ name, value }) => ({ name, forms: formsOf(value) }));
  const hits: Hit[] = [];
  for (const { place, text } of pages) {
    for (const { name, forms: written } of forms) {
      const at = written.map((form) => text.indexOf(form)).find((index) => index >= 0);
      if (at !== undefined) hits.push({ canary: name, place, near: text.slice(Math.max(0, at - 40), at) });
    }
  }
  return hits;
}
