// docs/configuration.md: what .env.example says of each setting, and what lib/env.ts takes for it.
import { describeSettings } from "@/lib/env.ts";

const HEADER = `# Configuration

Written by \`npm run configuration\` from \`.env.example\` and \`lib/env.ts\`; \`npm run check\` fails when it is not what they say.

Settings are environment variables of every process (web, worker, set-up), the same for all. \`npm start\` and \`npm run dev\` also read a file \`.env\`; the environment wins
over it. An empty value counts as unset. A wrong one stops the start with its name; its value is not printed, because it may be a secret. Changes take effect
when a process starts.
`;

interface Described {
  type?: string;
  format?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

const count = new Intl.NumberFormat("en");

/** A number as it is written in the environment: without separators it is copied without harm. */
function rangeWords({ type, minimum, maximum }: Described): string {
  const kind = type === "integer" ? "a whole number" : "a number";
  const hasMost = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined && hasMost) return `${kind}, ${count.format(minimum)} to ${count.format(maximum)}`;
  return minimum === undefined ? kind : `${kind}, ${count.format(minimum)} or more`;
}

function takes(setting: Described): string {
  if (setting.enum) {
    const values = setting.enum.filter((value) => value !== "");
    return `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
  }
  if (setting.type === "integer" || setting.type === "number") return rangeWords(setting);
  if (setting.format === "uri") return "a URL";
  if (setting.format === "email") return "an e-mail address";
  if ((setting.minLength ?? 0) > 1) return `text of at least ${setting.minLength} characters`;
  return setting.maxLength ? `text of at most ${setting.maxLength} characters` : "text";
}

interface Block {
  sentences: string;
  keys: { name: string; value: string }[];
}
interface Group {
  title: string;
  preface: string;
  blocks: Block[];
}

const SETTING = /^#?([A-Z_]+)=(.*)$/;
const TITLE = /^# -+ (.+?) -+$/;

/** @param example the text of .env.example */
function readGroups(example: string): Group[] {
  const groups: Group[] = [];
  for (const paragraph of example.split(/\n\s*\n/)) {
    const lines = paragraph.split("\n").filter((line) => line !== "");
    const title = TITLE.exec(lines[0] ?? "")?.[1];
    const comments = lines.filter((line) => line.startsWith("# ") && !TITLE.test(line));
    const sentences = comments.map((line) => line.slice(2)).join(" ");
    const keys = lines.flatMap((line) => {
      const [, name, value = ""] = SETTING.exec(line) ?? [];
      return name === undefined ? [] : [{ name, value }];
    });
    if (title !== undefined)
      groups.push({ title: title[0]?.toUpperCase() + title.slice(1), preface: sentences, blocks: [] });
    if (keys.length > 0) groups.at(-1)?.blocks.push({ sentences, keys });
  }
  return groups;
}

/** `<` would begin an element of HTML in the Markdown. */
const text = (sentences: string) =>
  sentences
    .replace(/(\s|^)Danger:/g, "$1**Danger:**")
    .replaceAll("<", "&lt;")
    .replaceAll("*;", "\\*;");

function blockPage({ sentences, keys }: Block, properties: Record<string, Described>): string {
  const headings = keys.map(({ name, value }) => {
    const setting = properties[name];
    if (!setting) throw new Error(`.env.example has ${name}, which lib/env.ts does not know.`);
    const byDefault = value === "" ? "unset by default" : `default \`${value}\``;
    return `### ${name}\n\n${takes(setting)}; ${byDefault}\n`;
  });
  return `${headings.join("\n")}\n${text(sentences)}\n`;
}

export function configurationPage(example: string): string {
  const { properties = {} } = describeSettings() as { properties?: Record<string, Described> };
  const groups = readGroups(example).filter(({ blocks }) => blocks.length > 0);
  const named = groups.flatMap(({ blocks }) => blocks.flatMap(({ keys }) => keys.map(({ name }) => name)));
  const missing = Object.keys(properties).filter((name) => !named.includes(name));
  if (missing.length > 0) throw new Error(`.env.example says nothing of ${missing.join(", ")}.`);
  const parts = groups.map(({ title, preface, blocks }) => {
    // A heading's own lines are those before its first setting, when that has a paragraph of its own.
    const isOwn = preface !== "" && preface !== blocks[0]?.sentences;
    const words = isOwn ? `${text(preface)}\n\n` : "";
    return `## ${title}\n\n${words}${blocks.map((block) => blockPage(block, properties)).join("\n")}`;
  });
  return `${HEADER}\n${parts.join("\n")}`;
}
