"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { askToFollowHeight, showBand, tellHeight, tellOverlays } from "@/components/embedding/auto-height.ts";
import { connect, post } from "@/components/embedding/channel.ts";
import { forceTheme } from "@/components/embedding/forced-theme.ts";
import type { HostMessage, Mode } from "@/components/embedding/messages.ts";
import { holdLocale, watchRequests } from "@/components/embedding/page-fetch.ts";
import { readSaid, remember, showLook } from "@/components/embedding/said.ts";
import { askForSession, renewSession } from "@/components/embedding/session.ts";
import { useClock } from "@/components/ui/clock.tsx";
import { isZone } from "@/components/ui/zone.ts";
import { isLocale } from "@/lib/contract/locale.ts";

type HostBridgeProps = { origins: readonly string[]; version: string };

const PORTAL = /^\/portal\/app_[A-Za-z0-9]+/;

/** Between a portal in a frame and the page around it; fetched in frames only. */
export function HostBridge({ origins, version }: HostBridgeProps) {
  const router = useRouter();
  const client = useQueryClient();
  const { zone, setZone } = useClock();
  const stopHeight = useRef<() => void>(undefined);

  function onMode(mode: Mode | undefined) {
    if (mode) forceTheme(mode === "system" ? undefined : mode);
  }

  function onZone(tz: string | undefined) {
    if (tz !== zone && isZone(tz)) setZone(tz);
  }

  function onLocale(locale: string | undefined) {
    if (!isLocale(locale)) return;
    remember({ locale });
    holdLocale(locale);
    // Drawn anew by the server, in its place: what is typed stays.
    if (document.documentElement.lang !== locale) router.refresh();
  }

  function onHeight(height: "auto" | "fill" | undefined) {
    if (height) remember({ height });
    if (height) document.documentElement.dataset.height = height;
    const isAuto = document.documentElement.dataset.height === "auto";
    if (isAuto) stopHeight.current ??= tellHeight();
    else {
      stopHeight.current?.();
      stopHeight.current = undefined;
    }
  }

  async function onToken(code: string) {
    const applicationId = await renewSession(code);
    if (!applicationId) return;
    if (PORTAL.exec(window.location.pathname)?.[0] === `/portal/${applicationId}`) router.refresh();
    else router.replace(`/portal/${applicationId}/endpoints`);
    await client.invalidateQueries();
  }

  function onMessage(message: HostMessage) {
    switch (message.type) {
      case "init":
        onMode(message.mode);
        onLocale(message.locale);
        onZone(message.tz);
        onHeight(message.height);
        if (message.look) showLook(message.look);
        return;
      case "theme":
        onMode(message.mode);
        if (message.look) showLook(message.look);
        return;
      case "viewport":
        return showBand(message);
      case "navigate": {
        const root = PORTAL.exec(window.location.pathname)?.[0];
        return root ? router.push(root + message.path) : undefined;
      }
      case "token":
        return void onToken(message.code);
      case "focus":
        return document.getElementById("main")?.focus();
    }
  }

  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: one channel for as long as the document lives.
  useEffect(() => {
    watchRequests(askForSession);
    const said = readSaid();
    onLocale(said.locale);
    onZone(said.tz);
    const stops = [connect(origins, (message) => latest.current(message)), tellOverlays()];
    post({ type: "ready", version });
    if (document.documentElement.dataset.height) onHeight(undefined);
    else stops.push(askToFollowHeight(() => onHeight("auto")));
    return () => {
      for (const stop of stops) stop();
      stopHeight.current?.();
      stopHeight.current = undefined;
    };
  }, []);

  useRoute();
  return null;
}

/** Tells where the reader is: the page around may put it into its own address. */
function useRoute() {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  useEffect(() => {
    const root = PORTAL.exec(pathname)?.[0];
    if (!root) return;
    const path = pathname.slice(root.length) + (search ? `?${search}` : "");
    let told = "";
    const tell = () => {
      if (document.title !== told) post({ type: "route", path, title: document.title });
      told = document.title;
    };
    tell();
    // The title comes a moment after the page.
    const observer = new MutationObserver(tell);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [pathname, search]);
}
