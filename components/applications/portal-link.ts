import { callAsStaff } from "@/components/console/call.ts";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";
import { LOCALE_NAMES, LOCALES } from "@/lib/contract/locale.ts";
import type { Capability, StaffRole } from "@/lib/contract/operation.ts";
import { hasRole, ROLE_OF_CAPABILITY } from "@/lib/contract/roles.ts";

export const CAPABILITY_WORDS: Record<Exclude<Capability, "ViewBase">, { label: string; description: string }> = {
  ManageEndpoint: { label: "Manage endpoints", description: "Add, change, turn off and delete them." },
  CreateAttempts: { label: "Send", description: "Send tests and replay deliveries." },
  ManageTransformations: { label: "Write transformations", description: "Code that changes what is sent." },
  ViewEndpointSecret: { label: "See signing secrets", description: "Reveal and copy them." },
  ManageEndpointSecret: { label: "Rotate signing secrets", description: "And end old ones." },
};

/** The capabilities that a member of staff may hand out: no more than they have in the console. */
export function choicesFor(role: StaffRole): Exclude<Capability, "ViewBase">[] {
  const all = Object.keys(CAPABILITY_WORDS) as Exclude<Capability, "ViewBase">[];
  return all.filter((one) => hasRole(role, ROLE_OF_CAPABILITY[one]));
}

/** And the presets. */
export function presetsFor(role: StaffRole): typeof PRESETS {
  return choicesFor(role).length === Object.keys(CAPABILITY_WORDS).length
    ? PRESETS
    : PRESETS.filter(({ value }) => value !== "full");
}

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

/** How sentences of the server about its fields begin. */
export const LINK_FIELDS = { sessionId: "The label", next: "The page", embedOrigins: "Each" };

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

/** What the form says, as the request that makes the link. */
export function linkRequest(given: FormData, preset: Preset): AppPortalAccessIn {
  const text = (name: string) => String(given.get(name) ?? "").trim();
  const capabilities = capabilitiesOf(preset, given.getAll("capability") as Capability[]);
  return {
    ...(capabilities ? { capabilities } : {}),
    expiry: Number(text("expiry")),
    ...(text("next") ? { next: text("next") } : {}),
    ...(text("label") ? { sessionId: text("label") } : {}),
    ...(text("theme") ? { theme: text("theme") as AppPortalAccessIn["theme"] } : {}),
    ...(text("locale") ? { locale: text("locale") as AppPortalAccessIn["locale"] } : {}),
    ...(text("embedOrigins") ? { embedOrigins: text("embedOrigins").split(/[\s,]+/) } : {}),
  };
}

/** Fields that the official SDKs do not know and would leave out. */
const NOT_IN_SDKS = ["next", "theme", "locale", "embedOrigins"] as const;

/** The same call with the official SDK; null when the SDK cannot say all of it. */
export function sdkCall(publicUrl: string, applicationId: string, body: AppPortalAccessIn): string | null {
  if (NOT_IN_SDKS.some((field) => body[field] !== undefined)) return null;
  const options = JSON.stringify(body, null, 2).replace(/"(\w+)":/g, "$1:");
  return `import { Svix } from "svix";

const svix = new Svix(process.env.POSTHORN_API_KEY, { serverUrl: "${publicUrl}" });
const { url } = await svix.authentication.appPortalAccess("${applicationId}", ${options});`;
}
