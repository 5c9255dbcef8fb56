import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "@/app/console/session.ts";
import { signOutAction } from "@/app/console/sign-out.ts";
import { EntryPage } from "@/components/console/entry-page.tsx";
import { RequiredEnrolment } from "@/components/staff/required-enrolment.tsx";
import { nextPage } from "@/lib/page/next-page.ts";
import { findSignedIn } from "@/lib/page/staff.ts";
import { SIGN_IN_PATH } from "@/lib/page/staff-paths.ts";

export const metadata: Metadata = { title: "Set up a second factor" };

/** Where people are led whose role needs a second factor: signed in, but nothing else opens before they have one. */
export default async function SecondFactorPage({ searchParams }: { searchParams: SearchParams }) {
  const next = nextPage((await searchParams).next);
  const staff = await findSignedIn();
  if (!staff) redirect(`${SIGN_IN_PATH}?next=${encodeURIComponent(next)}`);
  if (!staff.mustEnrol) redirect(next);
  return (
    <EntryPage
      title="Set up a second factor"
      intro={`Your role, ${staff.actor.role}, needs one here: a code from an app on your phone, asked for after the password.`}
    >
      <RequiredEnrolment next={next} signOut={signOutAction} />
    </EntryPage>
  );
}
