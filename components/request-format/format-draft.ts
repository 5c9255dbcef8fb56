import type { EndpointOut, EndpointPatch } from "@/lib/contract/endpoint.ts";

type Options = EndpointOut["deliveryOptions"];
export type Format = NonNullable<Options["format"]>;
type Profile = NonNullable<Options["hmacHeaders"]>[number];
type ProfileIn = NonNullable<NonNullable<EndpointPatch["deliveryOptions"]>["hmacHeaders"]>[number];

export const FORMATS = ["plain", "envelope", "event", "slack", "discord", "teams"] as const satisfies Format[];

/** A signature in a header as it is typed. */
export type HmacRow = { id: number } & {
  [Name in keyof Profile]: Profile[Name] extends string | null ? string : never;
} & Pick<Profile, "encoding" | "algorithm" | "signs" | "key">;
export type FormatDraft = { format: Format; svixHeaders: boolean; hmac: HmacRow[] };

export function draftOf({ format, svixHeaders, hmacHeaders }: Options): FormatDraft {
  const hmac = (hmacHeaders ?? []).map(({ timestampHeader, eventHeader, deliveryHeader, ...profile }, index) => ({
    id: index + 1,
    ...profile,
    timestampHeader: timestampHeader ?? "",
    eventHeader: eventHeader ?? "",
    deliveryHeader: deliveryHeader ?? "",
  }));
  return { format: format ?? "plain", svixHeaders: svixHeaders ?? false, hmac };
}

export function newRow(rows: readonly HmacRow[]): HmacRow {
  return {
    id: 1 + Math.max(0, ...rows.map(({ id }) => id)),
    header: "",
    prefix: "sha256=",
    encoding: "hex",
    algorithm: "sha256",
    signs: "body",
    key: "text",
    timestampHeader: "",
    eventHeader: "",
    deliveryHeader: "",
  };
}

/** What is as usual is stored as not set. */
export function optionsOf({ format, svixHeaders, hmac }: FormatDraft) {
  const hmacHeaders = hmac.map(
    ({ id: _, header, prefix, timestampHeader, eventHeader, deliveryHeader, ...rest }): ProfileIn => ({
      ...rest,
      header: header.trim(),
      prefix: prefix.trim(),
      timestampHeader: timestampHeader.trim() || null,
      eventHeader: eventHeader.trim() || null,
      deliveryHeader: deliveryHeader.trim() || null,
    }),
  );
  return {
    format: format === "plain" ? null : format,
    svixHeaders: svixHeaders || null,
    hmacHeaders: hmacHeaders.length === 0 ? null : hmacHeaders,
  };
}

/** Ids of rows without a header. */
export function unnamed({ hmac }: FormatDraft): number[] {
  return hmac.filter(({ header }) => header.trim() === "").map(({ id }) => id);
}
