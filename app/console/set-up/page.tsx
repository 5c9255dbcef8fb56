import type { Metadata } from "next";
import { applyLinkAction, readLinkAction } from "@/app/console/set-up/actions.ts";
import { ssoAction } from "@/app/console/sign-in/actions.ts";
import { LinkPage } from "@/components/staff/link-page.tsx";

export const metadata: Metadata = { title: "Set up" };

/** Open to everybody: what counts is the token in the fragment, which also says what the page is for. */
export default function SetUpPage() {
  return <LinkPage read={readLinkAction} apply={applyLinkAction} withSso={ssoAction} />;
}
