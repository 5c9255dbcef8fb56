"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { endpointsQuery } from "@/components/endpoints/queries.ts";
import type { Entry } from "@/components/palette/entries.ts";
import { readPasted, sameUrl } from "@/components/palette/pasted.ts";
import { readVisits } from "@/components/palette/recent.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { listedShortcuts, runShortcut } from "@/components/ui/use-shortcuts.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

export type Destination = { href: string; label: string; shortcut?: string };

/** Everything that the palette offers before anything is typed, and what a pasted text leads to. */
export function useEntries(destinations: Destination[], query: string): Entry[] {
  const t = useTranslations("palette");
  const access = useAccess();
  const { applicationId } = access;
  const endpoints = useQuery(endpointsQuery(access)).data;
  // What the page offered when the palette was opened.
  const [actions] = useState(() => listedShortcuts().filter(({ isAction }) => isAction));
  const [visits] = useState(() => readVisits(applicationId));
  const base = `/portal/${applicationId}`;

  const standing = useMemo<Entry[]>(() => {
    const go = destinations.map(
      ({ href, label, shortcut }): Entry => ({ id: href, group: "go", label, shortcut, does: { href } }),
    );
    const filter = (key: keyof typeof FILTERS): Entry => ({
      id: `filter-${key}`,
      group: "filters",
      label: t(`filters.${key}`),
      does: { href: `${base}/deliveries?${FILTERS[key]}` },
    });
    return [
      ...actions.map(
        ({ key, does }): Entry => ({
          id: `key-${key}`,
          group: "actions",
          label: does,
          shortcut: key,
          does: { run: () => runShortcut(key) },
        }),
      ),
      ...go,
      ...(endpoints ?? []).map((endpoint) => endpointEntry(base, endpoint)),
      ...visits
        .filter(({ path }) => path !== window.location.pathname && !destinations.some(({ href }) => href === path))
        .map(
          ({ path, title }): Entry => ({ id: `visit-${path}`, group: "recent", label: title, does: { href: path } }),
        ),
      ...(Object.keys(FILTERS) as (keyof typeof FILTERS)[]).map(filter),
      {
        id: "shortcuts",
        group: "help",
        label: t("help.shortcuts"),
        shortcut: "?",
        does: { run: () => runShortcut("?") },
      },
    ];
  }, [actions, destinations, endpoints, visits, base, t]);

  return useMemo(
    () => [...jumps({ t, base, endpoints: endpoints ?? [] }, query), ...standing],
    [t, base, endpoints, query, standing],
  );
}

const FILTERS = {
  failedHour: "status=failed&range=1h",
  failedDay: "status=failed",
  retrying: "status=retrying&range=30d",
  tests: "trigger=test&range=30d",
  replayed: "trigger=manual&range=30d",
} as const;

function endpointEntry(base: string, { id, url, name }: EndpointOut): Entry {
  const host = URL.parse(url)?.host ?? url;
  return { id, group: "endpoints", label: name || host, hint: url, does: { href: `${base}/endpoints/${id}` } };
}

type Ground = {
  t: ReturnType<typeof useTranslations<"palette">>;
  base: string;
  endpoints: EndpointOut[];
};

function jumps({ t, base, endpoints }: Ground, query: string): Entry[] {
  const pasted = readPasted(query);
  if (!pasted) return [];
  const to = (id: string, label: string, href: string, hint?: string): Entry => ({
    id: `jump-${id}`,
    group: "jump",
    label,
    hint,
    does: { href },
    isForQuery: true,
  });
  const search = (text: string) => `${base}/deliveries?${new URLSearchParams({ q: text })}`;
  const asText = (text: string): Entry => ({
    ...to("search", t("jump.search", { text }), search(text)),
    group: "search",
  });
  switch (pasted.kind) {
    case "delivery":
      return [to("delivery", t("jump.delivery"), `${base}/deliveries/${pasted.id}`, pasted.id)];
    case "endpoint":
      return [to("endpoint", t("jump.endpoint"), `${base}/endpoints/${pasted.id}`, pasted.id)];
    case "message":
      return [to("message", t("jump.message"), `${base}/messages/${pasted.id}`, pasted.id)];
    case "attempt":
      return [to("attempt", t("jump.attempt"), search(pasted.id), pasted.id)];
    case "url": {
      const found = endpoints.filter(({ url }) => sameUrl(url, pasted.url));
      const jump = found.map(({ id, name, url }) =>
        to(id, t("jump.endpointOf"), `${base}/endpoints/${id}`, name ? `${name} ${url}` : url),
      );
      return [...jump, asText(pasted.url)];
    }
    case "text":
      return [asText(pasted.text)];
  }
}
