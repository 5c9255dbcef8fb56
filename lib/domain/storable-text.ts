/** A text of somebody else's as PostgreSQL can hold it: not half of a character, nor the character of no code. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");
