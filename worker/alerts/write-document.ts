import type { AlertDocument } from "@/worker/alerts/document.ts";

/** As plain text: every mail program shows it, and it is what cannot be misread. */
export function toText(document: AlertDocument): string {
  const { lead, sections, action, where, footer, footerLink } = document;
  const blocks = [
    lead,
    ...sections.map(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`)].join("\n")),
    ...(action ? [`${action.label}: ${action.url}`] : []),
    ...(where ? [where] : []),
    ["-- ", ...footer, ...(footerLink ? [`${footerLink.label}: ${footerLink.url}`] : [])].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// No images, no scripts, nothing from elsewhere. Colours are those of the reader's program, light or dark.
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:24px 16px;font:16px/1.5 -apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{max-width:600px;margin:0 auto}h2{font-size:16px;line-height:1.4;margin:24px 0 4px;padding-top:16px;border-top:1px solid #8a9599}
p{margin:0 0 8px}.foot{margin-top:32px;padding-top:16px;border-top:1px solid #8a9599;font-size:13px;opacity:.8}`;

/** As simple HTML. Whatever customers chose is text in it. */
export function toHtml(document: AlertDocument, locale: string): string {
  const { subject, lead, sections, action, where, footer, footerLink } = document;
  const p = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const link = ({ label, url }: { label: string; url: string }) =>
    `<p><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`;
  return [
    `<!doctype html><html lang="${escapeHtml(locale)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>${STYLE}</style></head><body><main>`,
    p(lead),
    ...sections.map(({ title, lines }) => `<h2>${escapeHtml(title)}</h2>${lines.map(p).join("")}`),
    ...(action ? [link(action)] : []),
    ...(where ? [p(where)] : []),
    `<div class="foot">${footer.map(p).join("")}${footerLink ? link(footerLink) : ""}</div>`,
    "</main></body></html>",
  ].join("\n");
}

/** Of Slack's own markup, these three begin something (docs.slack.dev, formatting message text). */
const escapeSlack = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** As the text of a message in Slack, and in chats that read the same. */
export function toSlack(document: AlertDocument): string {
  const { lead, sections, action, where } = document;
  // Asterisks around a title that has some would end where they should not.
  const bold = (text: string) => `*${escapeSlack(text.replaceAll("*", "∗"))}*`;
  return [
    escapeSlack(lead),
    ...sections.map(({ title, lines }) => [bold(title), ...lines.map(escapeSlack)].join("\n")),
    ...(action
      ? [`<${escapeSlack(action.url).replaceAll("|", "%7C")}|${escapeSlack(action.label).replaceAll("|", " ")}>`]
      : []),
    ...(where ? [escapeSlack(where)] : []),
  ].join("\n\n");
}

/** As the text of a message in Discord, whose Markdown begins with these signs. */
export function toDiscord({ lead, sections, action, where }: AlertDocument): string {
  const plain = (text: string) => text.replace(/[\\*_~`|>#@[\]()-]/g, "\\$&");
  // Addresses stay as they are: an escaped one is no link.
  const line = (text: string) =>
    text
      .split(/(https?:\/\/\S+)/)
      .map((part, i) => (i % 2 === 1 ? `<${part}>` : plain(part)))
      .join("");
  return [
    line(lead),
    ...sections.map(({ title, lines }) => [`**${plain(title)}**`, ...lines.map(line)].join("\n")),
    ...(action ? [`${plain(action.label)}: <${action.url}>`] : []),
    ...(where ? [line(where)] : []),
  ].join("\n\n");
}
