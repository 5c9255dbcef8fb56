/** What an e-mail or a chat message says, before it is written in the one or the other way. Texts may hold anything. */
export interface AlertDocument {
  subject: string;
  lead: string;
  sections: { title: string; lines: string[] }[];
  /** Where to go, as a link; or in words. */
  action: { label: string; url: string } | null;
  where: string | null;
  footer: string[];
  footerLink: { label: string; url: string } | null;
}

const MAX_NAME = 80;

/**
 * A name that somebody chose, on one line: nothing that ends a header, changes the direction of what follows or hides
 * itself, and not so long that it says anything else.
 */
export function oneLine(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const letters = [...plain];
  return letters.length <= MAX_NAME ? plain : `${letters.slice(0, MAX_NAME - 1).join("")}…`;
}

/**
 * The same for a reader who never asked to hear of us: mail programs make links of what looks like an address, and a
 * name must not be one.
 */
export function withoutLinks(name: string): string {
  return oneLine(name)
    .replace(/[:/\\@]+/g, " ")
    .replace(/\.(?=\S)/g, ". ")
    .replace(/ {2,}/g, " ")
    .trim();
}
