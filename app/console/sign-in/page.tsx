import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "@/app/console/session.ts";
import { signInAction, ssoAction } from "@/app/console/sign-in/actions.ts";
import { EntryPage } from "@/components/console/entry-page.tsx";
import { SignInForm } from "@/components/staff/sign-in-form.tsx";
import { SsoButton } from "@/components/staff/sso-button.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { hasStaff } from "@/lib/domain/staff/set-up.ts";
import { ssoProvider } from "@/lib/domain/staff/single-sign-on.ts";
import { nextPage } from "@/lib/page/next-page.ts";
import { signInNotice } from "@/lib/page/sign-in-notice.ts";
import { findSignedIn } from "@/lib/page/staff.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const search = await searchParams;
  const next = nextPage(search.next);
  if (await findSignedIn()) redirect(next);
  const sso = ssoProvider();
  const ssoButton = sso ? <SsoButton action={ssoAction} name={sso.name} next={next} /> : null;
  const notice = signInNotice(search);
  const banner = notice ? (
    <Banner state="failed" urgent className="mb-4">
      {notice}
    </Banner>
  ) : null;
  if (!(await hasStaff())) {
    return (
      <EntryPage title="Nobody can sign in yet.">
        {banner}
        <p className="mb-4 text-body text-ink-2">
          The service printed a set-up link in its terminal when it started. Open that link to choose your e-mail and
          password.
        </p>
        {ssoButton}
      </EntryPage>
    );
  }
  return (
    <EntryPage title="Sign in to the console">
      {banner}
      <SignInForm action={signInAction} next={next} />
      {ssoButton ? <div className="mt-5 border-line border-t pt-5">{ssoButton}</div> : null}
    </EntryPage>
  );
}
