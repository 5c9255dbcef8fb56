const PASSWORD_MIN_LENGTH = 12;
/** Longer ones only make the server hash more. */
export const PASSWORD_MAX_LENGTH = 256;

const MIN_DIFFERENT = 5;
/** Shorter parts of a name or an e-mail are in many words. */
const MIN_PART = 4;

const plain = (text: string) => text.normalize("NFKC").toLowerCase();

let common: Promise<Set<string>> | undefined;

/** Half a megabyte that only who chooses a password needs. */
function commonPasswords(): Promise<Set<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"].map((password) => plain(String(password)))),
  );
  return common;
}

/** Those who guess put digits and signs around a known word, or write it twice. */
function cores(password: string): string[] {
  const bare = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const once = /^(.+?)\1+$/u.exec(bare)?.[1];
  const unspaced = password.replace(/[\s_.-]+/g, "");
  return [password, bare, unspaced, ...(once ? [once] : [])].filter(Boolean);
}

/** `123456789012`, `abcdefghijkl`: from each character to the next it is the same way, but for the turns. */
function isRun(given: string): boolean {
  const codes = [...given].map((character) => character.codePointAt(0) ?? 0);
  return new Set(codes.slice(1).map((code, i) => code - (codes[i] ?? 0))).size <= 2;
}

function ownWords({ email, name }: { email: string; name: string }): string[] {
  const words = [plain(email), plain(name), ...plain(email).split(/[@._+-]+/), ...plain(name).split(/[\s.-]+/)];
  return words.filter((word) => word.length >= MIN_PART);
}

/**
 * What is wrong with a new password, in words that begin after "The password"; null when it will do. Length counts, not
 * kinds of characters; what is known from breaches, or about its owner, is refused (NIST SP 800-63B, 3.1.1.2).
 */
export async function weaknessOf(password: string, owner: { email: string; name: string }): Promise<string | null> {
  const letters = [...password.normalize("NFKC")].length;
  if (letters < PASSWORD_MIN_LENGTH)
    return `needs at least ${PASSWORD_MIN_LENGTH} characters; a few words in a row are easy to keep in mind`;
  if (password.length > PASSWORD_MAX_LENGTH) return `may have at most ${PASSWORD_MAX_LENGTH} characters`;
  const given = plain(password);
  if (new Set(given).size < MIN_DIFFERENT || isRun(given)) return "is too regular; choose a few words instead";
  const known = await commonPasswords();
  if (cores(given).some((core) => known.has(core)))
    return "is among those that are known from breaches and tried first; choose another one";
  if (given.includes("posthorn")) return "must not contain the name of this service";
  if (ownWords(owner).some((word) => given.includes(word))) return "must not contain your name or e-mail";
  return null;
}
