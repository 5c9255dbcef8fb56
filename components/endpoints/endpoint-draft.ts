import type { useTranslations } from "use-intl";
import { cleanUrl } from "@/components/endpoints/clean-url.ts";
import { ApiError } from "@/lib/contract/client.ts";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import type { EndpointIn } from "@/lib/contract/endpoint.ts";

/** A custom header as it is typed. */
export type HeaderRow = { id: number; name: string; value: string };

/** The form as it is typed: text stays text until it is sent. */
export type Draft = {
  url: string;
  name: string;
  description: string;
  everything: boolean;
  eventTypes: string[];
  channels: string;
  throttleRate: string;
  headers: HeaderRow[];
};

export const EMPTY_DRAFT: Draft = {
  url: "",
  name: "",
  description: "",
  everything: true,
  eventTypes: [],
  channels: "",
  throttleRate: "",
  headers: [],
};

type OptionName = keyof DeliveryOptions;
export type FieldName =
  | "url"
  | "name"
  | "description"
  | "eventTypes"
  | "channels"
  | "throttleRate"
  | "headers"
  | OptionName
  // A field among several of its kind: a row of the filter, a part of the authentication, a signature of one's own.
  | `filter.${string}`
  | `authentication.${string}`
  | `hmac.${string}`
  | "transformation.variables";
export type FieldErrors = Partial<Record<FieldName | "form", string>>;

const FIELDS: readonly string[] = ["url", "name", "description", "eventTypes", "channels", "throttleRate", "headers"];

export type EndpointWords = ReturnType<typeof useTranslations<"endpoints">>;

/** Mistakes that need no server to be seen. */
export function mistakesOf(draft: Draft, t: EndpointWords): FieldErrors {
  const errors: FieldErrors = {};
  const url = cleanUrl(draft.url);
  if (url === "") errors.url = t("mistake.url");
  else if (!URL.canParse(url)) errors.url = t("mistake.noUrl");
  if (!draft.everything && draft.eventTypes.length === 0) {
    errors.eventTypes = t("mistake.eventTypes");
  }
  const rate = draft.throttleRate.trim();
  if (rate !== "" && !(/^\d+$/.test(rate) && Number(rate) >= 1 && Number(rate) <= 65_535)) {
    errors.throttleRate = t("mistake.rate");
  }
  if (draft.headers.some(({ name, value }) => name.trim() === "" && value !== "")) {
    errors.headers = t("mistake.headerName");
  }
  return errors;
}

export function channelsOf(text: string): string[] | null {
  const channels = [...new Set(text.split(/[\s,]+/).filter(Boolean))];
  return channels.length > 0 ? channels : null;
}

export function headersOf(rows: readonly HeaderRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value.trim()]),
  );
}

/** The fields that creating and changing have in common. */
export function fieldsOf(draft: Draft) {
  return {
    url: cleanUrl(draft.url),
    name: draft.name.trim() || null,
    description: draft.description.trim(),
    eventTypes: draft.everything ? null : draft.eventTypes,
    channels: channelsOf(draft.channels),
    throttleRate: draft.throttleRate.trim() === "" ? null : Number(draft.throttleRate),
  } satisfies Partial<EndpointIn>;
}

/** What the server found wrong, beside the fields that it is about; `form` for the rest. */
export function errorsOf(error: unknown, t: EndpointWords): FieldErrors {
  if (!(error instanceof ApiError)) return { form: error instanceof Error ? error.message : t("mistake.unknown") };
  if (error.issues.length === 0) return { form: error.message };
  const errors: FieldErrors = {};
  for (const { loc, msg } of error.issues) {
    const [, field = "", part, entry] = loc;
    const isOption = field === "deliveryOptions" && part !== undefined;
    const isEntry = isOption && /^\d+$/.test(entry ?? "");
    const said = isEntry ? t("mistake.entry", { number: Number(entry) + 1, problem: msg }) : msg;
    const text = field === "headers" && part ? `${part}: ${msg}` : sentence(said);
    const key = isOption ? (part as OptionName) : FIELDS.includes(field) ? (field as FieldName) : "form";
    errors[key] ??= text;
  }
  return errors;
}

export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
