import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { nextPage, type SearchParams } from "@/app/console/session.ts";
import { signInAction } from "@/app/console/sign-in/actions.ts";
import { EntryPage } from "@/components/console/entry-page.tsx";
import { SignInForm } from "@/components/console/sign-in-form.tsx";
import { hasStaff } from "@/lib/domain/staff/set-up.ts";
import { findCurrentStaff } from "@/lib/page/staff.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = nextPage((await searchParams).next);
  if (await findCurrentStaff()) redirect(next);
  if (!(await hasStaff())) {
    return (
      <EntryPage title="Nobody can sign in yet.">
        <p className="text-body text-ink-2">
          The service printed a set-up link in its terminal when it started. Open that link to choose your e-mail and
          password.
        </p>
      </EntryPage>
    );
  }
  return (
    <EntryPage title="Sign in to the console">
      <SignInForm action={signInAction} next={next} />
    </EntryPage>
  );
}
