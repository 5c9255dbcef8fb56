import type { Metadata } from "next";
import { setUpAction } from "@/app/console/set-up/actions.ts";
import { EntryPage } from "@/components/console/entry-page.tsx";
import { SetUpForm } from "@/components/console/set-up-form.tsx";

export const metadata: Metadata = { title: "Set up" };

/** Open to everybody: what counts is the token in the fragment. */
export default function SetUpPage() {
  return (
    <EntryPage
      title="Set up the console"
      intro="You become the first administrator of this installation. The link works once."
    >
      <SetUpForm action={setUpAction} />
    </EntryPage>
  );
}
