import { TextLink } from "@/components/ui/text-link.tsx";

export type LinkRefusal = "ended" | "rate_limited";

export const REFUSED_TITLE: Record<LinkRefusal, string> = {
  ended: "This link does not work any more.",
  rate_limited: "Too many links that do not work.",
};

/** Why a link leads nowhere, and who can give another one. */
export function RefusedLink({ refused }: { refused: LinkRefusal }) {
  if (refused === "rate_limited")
    return <p className="text-body text-ink-2">Nothing is lost. Open your link again in 15 minutes.</p>;
  return (
    <p className="text-body text-ink-2">
      It has been used, was replaced by a newer one, or is too old. An admin can send you another; while nobody can sign
      in, each start of the service prints one in its terminal. Have you joined already?{" "}
      <TextLink href="/console/sign-in">Sign in</TextLink>
    </p>
  );
}
