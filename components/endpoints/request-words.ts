import type { useTranslations } from "use-intl";
import type { Format } from "@/components/ui/format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointTransformationOut } from "@/lib/contract/transformation.ts";

type Words = { t: ReturnType<typeof useTranslations<"endpoints.facts">>; list: Format["list"] };
export type RequestFact = {
  /** What leads from the settings to where it is changed. */
  part: "/transformation" | "#format" | "#authentication";
  label: string;
  text: string;
};

/** What makes requests to an endpoint other than the plain payload with the standard signature. */
export function requestFacts(
  { deliveryOptions, authenticatedBy }: Pick<EndpointOut, "deliveryOptions" | "authenticatedBy">,
  transformation: Pick<EndpointTransformationOut, "code" | "enabled"> | undefined,
  { t, list }: Words,
): RequestFact[] {
  const { format, svixHeaders, hmacHeaders } = deliveryOptions;
  const signatures = [...(svixHeaders ? ["svix-signature"] : []), ...(hmacHeaders ?? []).map(({ header }) => header)];
  const facts: RequestFact[] = [];
  if (transformation?.code) {
    const text = t(transformation.enabled ? "transformationOn" : "transformationOff");
    facts.push({ part: "/transformation", label: t("transformation"), text });
  }
  if (format && format !== "plain") facts.push({ part: "#format", label: t("body"), text: t(format) });
  if (signatures.length > 0) {
    const text = t("signaturesBesides", { headers: signatures.join(", ") });
    facts.push({ part: "#format", label: t("signatures"), text });
  }
  if (authenticatedBy.length > 0) {
    const text = t("with", { credentials: list(authenticatedBy.map((kind) => t(kind))) });
    facts.push({ part: "#authentication", label: t("authentication"), text });
  }
  return facts;
}
