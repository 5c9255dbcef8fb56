"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Entrance } from "@/components/portal/entrance.ts";
import { keepsCookies, openPortalHere, readEntrance, rememberPortal } from "@/components/portal/entrance.ts";
import { Logo } from "@/components/shell/logo.tsx";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { buttonClass } from "@/components/ui/button-look.ts";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { ApiError, createClient } from "@/lib/contract/client.ts";

type Problem = "used" | "expired" | "broken" | "unknown" | "cookies" | "busy" | "fault";

const call = createClient();

function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return "fault";
  if (error.code === "link_spent") return "used";
  if (error.code === "link_expired") return "expired";
  if (error.status === 404) return "unknown";
  if (error.status === 422) return "broken";
  return error.status === 429 ? "busy" : "fault";
}

/** Spends the code of a portal link. Only this script does: whoever merely fetches the address spends nothing. */
export function Enter() {
  const router = useRouter();
  const entrance = useRef<Entrance | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [stillOpen, setStillOpen] = useState<{ href: string; name: string } | null>(null);

  const enter = useCallback(async () => {
    setProblem(null);
    const link = entrance.current;
    if (!link) return setProblem("broken");
    if (!keepsCookies()) return setProblem("cookies");
    try {
      const session = await call("POST /auth/portal/exchange", { body: { code: link.code } });
      rememberPortal(session.applicationId);
      router.replace(`/portal/${session.applicationId}${link.next ?? session.next ?? "/endpoints"}`);
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      if (found === "used" || found === "expired") setStillOpen(await openPortalHere());
    }
  }, [router]);

  useEffect(() => {
    // In development effects run twice, and the second run finds the fragment gone.
    if (entrance.current) return;
    entrance.current = readEntrance();
    void enter();
  }, [enter]);

  if (problem === null) return <Opening />;
  const { title, text } = WORDS[problem];
  const code = entrance.current?.code;
  return (
    <MessagePage
      title={title}
      action={
        <>
          {problem === "busy" || problem === "fault" ? (
            <Button variant="primary" onClick={() => void enter()}>
              Try again
            </Button>
          ) : null}
          {problem === "cookies" && code && window.self !== window.top ? (
            <a
              href={`/portal/enter#k=${code}`}
              target="_blank"
              rel="noreferrer"
              className={buttonClass({ variant: "primary" })}
            >
              Open in a new tab
            </a>
          ) : null}
          {stillOpen ? (
            <ButtonLink href={stillOpen.href} variant="primary">
              Continue to {stillOpen.name}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <p>{text}</p>
      {stillOpen ? <p className="mt-2">The webhooks of {stillOpen.name} are still open in this browser.</p> : null}
    </MessagePage>
  );
}

/** The logo and nothing else; a thin bar when it takes longer than a moment. */
function Opening() {
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-[560px] flex-col justify-center px-6 py-16">
      <h1 className="sr-only">Opening your webhooks</h1>
      <Logo className="mb-6 size-8 text-accent" />
      <div className="w-48 animate-appear [animation-delay:400ms]">
        <ProgressLine active label="Opening your webhooks" />
      </div>
      <noscript>
        <p className="text-body text-ink-2">This page needs JavaScript to open your webhooks.</p>
      </noscript>
    </main>
  );
}

const WORDS: Record<Problem, { title: string; text: string }> = {
  used: {
    title: "This link was used already.",
    text: "Each link opens your webhooks once, so that nobody else can use it after you. Open them again from the product that you came from: it makes a new link.",
  },
  expired: {
    title: "This link has expired.",
    text: "Links work for a limited time. Open your webhooks again from the product that you came from: it makes a new link.",
  },
  broken: {
    title: "This link is not complete.",
    text: "A part of it is missing, as when a long address is cut in an e-mail. Copy the whole link, or open your webhooks again from the product that you came from.",
  },
  unknown: {
    title: "This link leads nowhere.",
    text: "It was mistyped, or what it opened has been deleted. Open your webhooks again from the product that you came from.",
  },
  cookies: {
    title: "This browser keeps no cookies here.",
    text: "Your webhooks need one cookie, to know that it is you. Allow cookies for this page, then open the link again; it has not been used up.",
  },
  busy: {
    title: "Too many links were tried from here.",
    text: "Wait a minute, then try again. Your link has not been used up.",
  },
  fault: {
    title: "We could not open your webhooks.",
    text: "Your connection or our service failed for a moment. Your link has most likely not been used up: try again.",
  },
};
