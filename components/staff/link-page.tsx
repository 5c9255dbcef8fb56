"use client";

import { useEffect, useState, useTransition } from "react";
import { EntryPage } from "@/components/console/entry-page.tsx";
import { LinkForm, type LinkFormProps, type ReadLink } from "@/components/staff/link-form.tsx";
import { REFUSED_TITLE, RefusedLink } from "@/components/staff/refused-link.tsx";
import { SsoButton } from "@/components/staff/sso-button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

type LinkPageProps = {
  read: (token: string) => Promise<ReadLink>;
  apply: LinkFormProps["action"];
  withSso: (form: FormData) => Promise<void>;
};

const WORDS = {
  first: {
    title: "Set up the console",
    intro: "You become the first administrator of this installation. The link works once.",
  },
  invitation: { title: "Join the console", intro: "You are invited. The link works once." },
  reset: { title: "Choose a new password", intro: "You are signed out everywhere else. The link works once." },
} as const;

/** What a link of staff leads to: a first account, an invitation or a new password. The token stays in the fragment until it is spent. */
export function LinkPage({ read, apply, withSso }: LinkPageProps) {
  const [token, setToken] = useState<string | null>();
  const [link, setLink] = useState<ReadLink>();
  const [, startReading] = useTransition();

  useEffect(() => {
    const given = new URLSearchParams(window.location.hash.slice(1)).get("k");
    setToken(given);
    if (given)
      startReading(async () => {
        const facts = await read(given);
        startReading(() => setLink(facts));
      });
  }, [read]);

  if (token === null) {
    return (
      <EntryPage title="This address is incomplete.">
        <p className="text-body text-ink-2">The part after the # is missing. Copy the whole link.</p>
      </EntryPage>
    );
  }
  if (!token || !link) {
    return (
      <EntryPage title="Looking at your link">
        <SkeletonRows rows={3} label="Looking at your link" />
      </EntryPage>
    );
  }
  if (link.refused)
    return (
      <EntryPage title={REFUSED_TITLE[link.refused]}>
        <RefusedLink refused={link.refused} />
      </EntryPage>
    );
  const { title, intro } = WORDS[link.kind];
  return (
    <EntryPage title={title} intro={intro}>
      <LinkForm action={apply} link={link} token={token} />
      {link.ssoName && link.kind === "invitation" ? (
        <div className="mt-5 grid gap-2 border-line border-t pt-5">
          <p className="text-dense text-ink-2">Or without a password here:</p>
          <SsoButton action={withSso} name={link.ssoName} next="/console" />
        </div>
      ) : null}
    </EntryPage>
  );
}
