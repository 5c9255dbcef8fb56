"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { BrandLogo } from "@/components/branding/brand-logo.tsx";
import type { Entrance } from "@/components/portal/entrance.ts";
import { keepsCookies, openPortalHere, readEntrance, rememberPortal } from "@/components/portal/entrance.ts";
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

const HOST_ANSWERS_WITHIN_MS = 3_000;

/** Without cookies a session lives in this document only, and the page around must be there to renew it. */
async function hostHelps(): Promise<boolean> {
  if (window.parent === window) return false;
  const { whenHostSpeaks } = await import("@/components/embedding/channel.ts");
  return whenHostSpeaks(HOST_ANSWERS_WITHIN_MS);
}

/** Spends the code of a portal link. Only this script does: whoever merely fetches the address spends nothing. */
export function Enter() {
  const t = useTranslations("portal.enter");
  const common = useTranslations("ui");
  const router = useRouter();
  const entrance = useRef<Entrance | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [stillOpen, setStillOpen] = useState<{ href: string; name: string } | null>(null);

  const enter = useCallback(async () => {
    setProblem(null);
    const link = entrance.current;
    if (!link) return setProblem("broken");
    const bearer = !keepsCookies();
    if (bearer && !(await hostHelps())) return setProblem("cookies");
    try {
      const session = await call("POST /auth/portal/exchange", { body: { code: link.code, bearer } });
      if (session.token) (await import("@/components/embedding/page-fetch.ts")).holdBearer(session.token);
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
  const code = entrance.current?.code;
  return (
    <MessagePage
      title={t(`${problem}.title`)}
      action={
        <>
          {problem === "busy" || problem === "fault" ? (
            <Button variant="primary" onClick={() => void enter()}>
              {common("tryAgain")}
            </Button>
          ) : null}
          {problem === "cookies" && code && window.self !== window.top ? (
            <a
              href={`/portal/enter#k=${code}`}
              target="_blank"
              rel="noreferrer"
              className={buttonClass({ variant: "primary" })}
            >
              {t("newTab")}
            </a>
          ) : null}
          {stillOpen ? (
            <ButtonLink href={stillOpen.href} variant="primary">
              {t("continue", { name: stillOpen.name })}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <p>{t(`${problem}.text`)}</p>
      {stillOpen ? <p className="mt-2">{t("stillOpen", { name: stillOpen.name })}</p> : null}
    </MessagePage>
  );
}

/** The logo and nothing else; a thin bar when it takes longer than a moment. */
function Opening() {
  const t = useTranslations("portal.enter");
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-[560px] flex-col justify-center px-6 py-16">
      <h1 className="sr-only">{t("opening")}</h1>
      <BrandLogo size="page" className="mb-6" />
      <div className="w-48 animate-appear [animation-delay:400ms]">
        <ProgressLine active label={t("opening")} />
      </div>
      <noscript>
        <p className="text-body text-ink-2">{t("needsScript")}</p>
      </noscript>
    </main>
  );
}
