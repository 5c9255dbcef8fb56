import { writeDiscordMessage } from "./discord.ts";
import { writeEnvelope } from "./envelope.ts";
import { writeEventObject } from "./event-object.ts";
import type { FormatInput } from "./format-input.ts";
import { writeSlackMessage } from "./slack.ts";
import { writeTeamsMessage } from "./teams.ts";

/** Formats that make something else of a payload. */
export const FORMATS = {
  envelope: writeEnvelope,
  event: writeEventObject,
  slack: writeSlackMessage,
  discord: writeDiscordMessage,
  teams: writeTeamsMessage,
} as const satisfies Record<string, (input: FormatInput) => string>;

export type Format = keyof typeof FORMATS;

/** The body of a request in one of the formats: JSON, always. */
export function writeFormat(format: Format, input: FormatInput): string {
  return FORMATS[format](input);
}
