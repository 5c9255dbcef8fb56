import { callAsStaff } from "@/components/console/call.ts";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";
import { LOCALE_NAMES, LOCALES } from "@/lib/contract/locale.ts";
import type { Capability } from "@/lib/contract/operation.ts";

export const CAPABILITY_WORDS: Record<
  Exclude<Capability, "ViewBase" | "ManageTransformations">,
  { label: string; description: string }
> = {
  ManageEndpoint: { label: "Manage endpoints", description: "Add, change, turn off and delete them." },
  CreateAttempts: { label: "Send", description: "Send tests and replay deliveries." },
  ViewEndpointSecret: { label: "See signing secrets", description: "Reveal and copy them." },
  ManageEndpointSecret: { label: "Rotate signing secrets", description: "And end old ones." },
};

export type Preset = "full" | "noSecrets" | "readOnly" | "custom";

export const PRESETS: { value: Preset; label: string; description: string }[] = [
  { value: "full", label: "Full", description: "Everything the portal can do." },
  { value: "noSecrets", label: "No secrets", description: "Manage and replay, without seeing or rotating secrets." },
  { value: "readOnly", label: "Read only", description: "Look at endpoints and deliveries." },
  { value: "custom", label: "Choose…", description: "Looking is always included." },
];

/** The capabilities of a preset; undefined is everything, those of the future included. */
export function capabilitiesOf(preset: Preset, chosen: Capability[]): Capability[] | undefined {
  switch (preset) {
    case "full":
      return undefined;
    case "noSecrets":
      return ["ViewBase", "ManageEndpoint", "CreateAttempts"];
    case "readOnly":
      return ["ViewBase"];
    case "custom":
      return ["ViewBase", ...chosen];
  }
}

export const LIFETIMES = [
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "7 days" },
];

export const PAGES = [
  { value: "", label: "Its start page" },
  { value: "/endpoints/new", label: "Add an endpoint" },
  { value: "/deliveries", label: "Deliveries" },
  { value: "/event-types", label: "Event types" },
];

export const THEMES = [
  { value: "", label: "The reader's choice" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export const LANGUAGES = [
  { value: "", label: "The browser's" },
  ...LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] })),
];

export function createPortalLink(applicationId: string, body: AppPortalAccessIn) {
  return callAsStaff("POST /auth/app-portal-access/{app_id}", { params: { app_id: applicationId }, body });
}

/** The request that a backend makes for the same link. */
export function linkCommand(publicUrl: string, applicationId: string, body: AppPortalAccessIn): string {
  return `curl -X POST ${publicUrl}/api/v1/auth/app-portal-access/${applicationId} \\
  -H "authorization: Bearer $POSTHORN_API_KEY" \\
  -H "content-type: application/json" \\
  -d '${JSON.stringify(body)}'`;
}
