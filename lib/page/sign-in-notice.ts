import type { SsoRefusal } from "@/lib/domain/staff/judge-claims.ts";

const REFUSED: Record<SsoRefusal | "step_ended" | "other_address", string> = {
  unverified: "Your provider does not say that your e-mail address has been checked. Ask its administrator.",
  domain: "E-mail addresses of your domain cannot sign in here.",
  no_role: "Your account at the provider has no role here. Ask an admin of this service, or of the provider.",
  not_invited: "Nobody with your e-mail address is invited. Ask an admin for an invitation.",
  disabled: "Your account here is turned off. An admin can turn it on again.",
  other_account: "Your e-mail address belongs to somebody else's account here. Ask an admin.",
  step_ended: "That took too long, or too many codes were wrong. Sign in again.",
  other_address: "You came by another address of this service. Your provider knows only this one: continue here.",
};

/** What the address of the sign-in page says about why somebody is back there. */
export function signInNotice(search: Record<string, string | string[] | undefined>): string | null {
  const refused = String(search.refused ?? "");
  if (Object.hasOwn(REFUSED, refused)) return REFUSED[refused as keyof typeof REFUSED];
  if (search.error === undefined) return null;
  return search.error === "Configuration"
    ? "The identity provider could not be reached, or did not answer as expected. Try again; the log says more."
    : "The identity provider did not let you in, or its answer came too late. Try again.";
}
