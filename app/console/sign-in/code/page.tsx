import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "@/app/console/session.ts";
import { codeAction } from "@/app/console/sign-in/actions.ts";
import { EntryPage } from "@/components/console/entry-page.tsx";
import { CodeForm } from "@/components/staff/code-form.tsx";
import { nextPage } from "@/lib/page/next-page.ts";
import { secondStepTicket } from "@/lib/page/second-step.ts";
import { findSignedIn } from "@/lib/page/staff.ts";
import { SIGN_IN_PATH } from "@/lib/page/staff-paths.ts";

export const metadata: Metadata = { title: "Second factor" };

/** Between the password and the session. Whether the ticket still holds, the answer to a code says. */
export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const next = nextPage((await searchParams).next);
  const ticket = await secondStepTicket();
  if (await findSignedIn()) redirect(next);
  if (!ticket) redirect(SIGN_IN_PATH);
  return (
    <EntryPage title="Your second factor" intro="Open your authenticator app and type the code that it shows.">
      <CodeForm action={codeAction} next={next} />
    </EntryPage>
  );
}
