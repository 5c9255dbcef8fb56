import type { SourceEventType, SourceKind, SourceOut } from "@/lib/contract/source.ts";

export interface KindWords {
  label: string;
  /** Where the address goes, in the provider's own words. */
  enter: string;
  /** What the provider calls the secret, and where it is. */
  secret: string;
  /** The two sides agree on one, so one can be made up here. */
  isOurChoice: boolean;
}

export const KINDS: Record<SourceKind, KindWords> = {
  github: {
    label: "GitHub",
    enter: "Settings → Webhooks → Add webhook: as Payload URL, with the content type application/json.",
    secret: "A text of your choice, the same as in the field Secret at GitHub.",
    isOurChoice: true,
  },
  stripe: {
    label: "Stripe",
    enter: "Developers → Webhooks → Add endpoint: as Endpoint URL.",
    secret: "The signing secret whsec_… that Stripe shows once the endpoint exists. Leave it empty until then.",
    isOurChoice: false,
  },
  slack: {
    label: "Slack",
    enter: "Event Subscriptions → Request URL. Slack asks once whether the address is yours; that is answered.",
    secret: "Basic Information → App Credentials → Signing Secret.",
    isOurChoice: false,
  },
  shopify: {
    label: "Shopify",
    enter: "As the address of each webhook subscription of your app, in JSON.",
    secret: "The client secret of the app that subscribes.",
    isOurChoice: false,
  },
  standardwebhooks: {
    label: "Standard Webhooks",
    enter: "Wherever the sender asks for the URL of a webhook.",
    secret: "The sender's secret, whsec_ and base64.",
    isOurChoice: true,
  },
  hmac: {
    label: "Plain HMAC",
    enter: "Wherever the sender asks for the URL of a webhook.",
    secret: "The key of the HMAC, 8 to 256 characters.",
    isOurChoice: true,
  },
  none: {
    label: "Unsigned",
    enter: "Wherever the sender asks for the URL of a webhook. Nothing is verified: keep the address secret.",
    secret: "",
    isOurChoice: false,
  },
};

export const KIND_OPTIONS = (Object.keys(KINDS) as SourceKind[]).map((value) => ({ value, label: KINDS[value].label }));

/** A rule in words: "github. and the header x-github-event". */
export function eventTypeWords(rule: SourceEventType): string {
  if (rule.from === "fixed") return `always ${rule.value}`;
  const place = rule.from === "header" ? `the header ${rule.name}` : `the field ${rule.path} of the body`;
  return rule.prefix ? `${rule.prefix} and ${place}` : place;
}

export function eventIdWords(rule: SourceOut["eventId"]): string {
  if (rule === null) return "not recognised";
  return rule.from === "header" ? `by the header ${rule.name}` : `by the field ${rule.path} of the body`;
}

/** A secret that nobody guesses, in the form that the kind takes. */
export function newSecret(kind: SourceKind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  if (kind === "standardwebhooks") return `whsec_${base64}`;
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
