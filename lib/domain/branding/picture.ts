const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** As <img> none of it would run. It is refused all the same: whoever opens the address should not wonder. */
const ACTIVE = /<\s*(script|foreignObject|iframe|embed|object)\b|\son[a-z]+\s*=|javascript:|<!ENTITY|<!DOCTYPE[^>]*\[/i;

/** What is wrong with a picture in a sentence, or null. */
export function wrongPicture(mediaType: "image/png" | "image/svg+xml", content: Buffer): string | null {
  if (mediaType === "image/png") return content.subarray(0, 8).equals(PNG) ? null : "is not a PNG";
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return "is not an SVG in UTF-8";
  }
  if (!/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(text)) return "is not an SVG";
  return ACTIVE.test(text) ? "holds scripts or other documents; a logo needs shapes only" : null;
}
