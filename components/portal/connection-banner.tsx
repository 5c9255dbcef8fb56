"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { BackForSession } from "@/components/branding/back-link.tsx";
import { useSessionEnd } from "@/components/portal/use-session-end.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { ApiError } from "@/lib/contract/client.ts";

type Trouble = "ended" | "unreachable" | null;

/** Every answer of the API says whether the session lives and the service is there. */
function useTrouble(): Trouble {
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<Trouble>(null);
  useEffect(() => {
    const look = (action: { type: string; error?: unknown }) => {
      if (action.type === "success") setTrouble(null);
      if (action.type !== "error" && action.type !== "failed") return;
      if (!(action.error instanceof ApiError)) return;
      if (action.error.status === 401) setTrouble("ended");
      if (action.error.status === 0) setTrouble("unreachable");
    };
    const stops = [
      client.getQueryCache().subscribe((event) => event.type === "updated" && look(event.action)),
      client.getMutationCache().subscribe((event) => event.type === "updated" && look(event.action)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);
  return trouble;
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}

const strong = (words: ReactNode) => <strong className="font-strong">{words}</strong>;

/** The page stays as it is, so that nothing typed is lost; a new session in another tab serves this one too. */
export function ConnectionBanner({ sessionExpiresAt }: { sessionExpiresAt: string }) {
  const t = useTranslations("portal.connection");
  const trouble = useTrouble();
  const online = useOnline();
  const ending = useSessionEnd(sessionExpiresAt);
  if (trouble === "ended") {
    return (
      <Banner state="turned_off" urgent className="mb-6" action={<BackForSession inNewTab />}>
        {t.rich("ended", { b: strong })}
      </Banner>
    );
  }
  if (!online || trouble === "unreachable") {
    return (
      <Banner state="retrying" urgent className="mb-6">
        {t.rich("lost", { b: strong })}
      </Banner>
    );
  }
  if (ending) {
    return (
      <Banner state="retrying" urgent className="mb-6" action={<BackForSession inNewTab />}>
        {t.rich("ending", { b: strong, time: () => <Countdown key="time" to={ending} zero={t("anyMoment")} /> })}
      </Banner>
    );
  }
  return null;
}
