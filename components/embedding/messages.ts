// What a portal in a frame and the page around it tell each other, by postMessage: `{ v: 1, type: "posthorn:…", id, … }`.

export type Look = { color?: string; radius?: number; font?: string; density?: string };
export type Mode = "light" | "dark" | "system";

/** From the page around. */
export type HostMessage =
  | { type: "init"; mode?: Mode; locale?: string; tz?: string; height?: "auto" | "fill"; look?: Look }
  | { type: "viewport"; top: number; height: number }
  | { type: "navigate"; path: string }
  | { type: "theme"; mode?: Mode; look?: Look }
  | { type: "token"; code: string }
  | { type: "focus" };

/** To the page around. Never a payload, a URL of an endpoint or a secret. */
export type PortalMessage =
  | { type: "ready"; version: string }
  | { type: "resize"; height: number }
  | { type: "route"; path: string; title: string }
  | { type: "overlay"; open: boolean }
  | { type: "session"; expiresAt: string }
  | { type: "session-expired" }
  | { type: "event"; name: string };

const PREFIX = "posthorn:";
/** Above every path, code and name of ours. */
const MAX_TEXT = 2048;
const MAX_PIXELS = 1_000_000;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown, most = MAX_TEXT): string | undefined =>
  typeof value === "string" && value.length > 0 && value.length <= most ? value : undefined;
const numberOf = (value: unknown, most: number): number | undefined =>
  typeof value === "number" && value >= -most && value <= most ? value : undefined;
const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === value);

const modeOf = (value: unknown) => oneOf(value, ["light", "dark", "system"] as const);

function lookOf(value: unknown): Look | undefined {
  if (!isFields(value)) return undefined;
  const { color, radius, font, density } = value;
  return {
    color: typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color) ? color : undefined,
    radius: numberOf(radius, 16),
    font: textOf(font, 40),
    density: textOf(density, 20),
  };
}

/** A page of the portal, below its root; whatever else is asked for is no page. */
export function pathOf(value: unknown): string | undefined {
  const path = textOf(value);
  return path !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(path) && !path.split(/[?#]/, 1)[0]?.includes("..")
    ? path
    : undefined;
}

/** The message, or null for everything that is none: browsers' extensions and other frames talk here too. */
export function parseHostMessage(data: unknown): HostMessage | null {
  if (!isFields(data) || data.v !== 1) return null;
  switch (data.type) {
    case `${PREFIX}init`:
      return {
        type: "init",
        mode: modeOf(data.mode),
        locale: textOf(data.locale, 35),
        tz: textOf(data.tz, 64),
        height: oneOf(data.height, ["auto", "fill"] as const),
        look: lookOf(data.theme),
      };
    case `${PREFIX}viewport`: {
      const top = numberOf(data.top, MAX_PIXELS);
      const height = numberOf(data.height, MAX_PIXELS);
      return top === undefined || height === undefined || height <= 0 ? null : { type: "viewport", top, height };
    }
    case `${PREFIX}navigate`: {
      const path = pathOf(data.path);
      return path === undefined ? null : { type: "navigate", path };
    }
    case `${PREFIX}theme`:
      return { type: "theme", mode: modeOf(data.mode), look: lookOf(data) };
    case `${PREFIX}token`: {
      const code = textOf(data.code, 512);
      return code !== undefined && /^[A-Za-z0-9_-]{16,}$/.test(code) ? { type: "token", code } : null;
    }
    case `${PREFIX}focus`:
      return { type: "focus" };
    default:
      return null;
  }
}

export function writePortalMessage({ type, ...fields }: PortalMessage, id: string): Fields {
  return { v: 1, type: PREFIX + type, id, ...fields };
}
