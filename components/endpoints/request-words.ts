import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointTransformationOut } from "@/lib/contract/transformation.ts";

type Format = NonNullable<EndpointOut["deliveryOptions"]["format"]>;
type Kind = EndpointOut["authenticatedBy"][number];

const FORMATS: Record<Exclude<Format, "plain">, string> = {
  envelope: "An envelope around the payload, with event, time and try",
  event: "An object around the payload, with event and time",
  slack: "A message for Slack",
  discord: "A message for Discord",
  teams: "A message for Microsoft Teams",
};

const CREDENTIALS: Record<Kind, string> = {
  basic: "user name and password",
  bearer: "a bearer token",
  apiKey: "an API key in a header",
  oauth2: "an OAuth 2 access token",
  mtls: "a client certificate",
};

/** What makes requests to an endpoint other than the plain payload with the standard signature. */
export function requestFacts(
  { deliveryOptions, authenticatedBy }: Pick<EndpointOut, "deliveryOptions" | "authenticatedBy">,
  transformation: Pick<EndpointTransformationOut, "code" | "enabled"> | undefined,
): { label: string; text: string }[] {
  const { format, svixHeaders, hmacHeaders } = deliveryOptions;
  const signatures = [...(svixHeaders ? ["svix-signature"] : []), ...(hmacHeaders ?? []).map(({ header }) => header)];
  const facts: { label: string; text: string }[] = [];
  if (transformation?.code) {
    const text = transformation.enabled ? "Code may change or cancel each message before it is sent" : "Turned off";
    facts.push({ label: "Transformation", text });
  }
  if (format && format !== "plain") facts.push({ label: "Body", text: FORMATS[format] });
  if (signatures.length > 0) {
    facts.push({ label: "Signatures", text: `${signatures.join(", ")}, besides webhook-signature` });
  }
  if (authenticatedBy.length > 0) {
    facts.push({
      label: "Authentication",
      text: `With ${authenticatedBy.map((kind) => CREDENTIALS[kind]).join(" and ")}`,
    });
  }
  return facts;
}
