"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { deliveriesPath, endpointListPath, endpointPath } from "@/components/deliveries/paths.ts";
import { useEndpointActions } from "@/components/endpoints/endpoint-actions.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { ManagedBadge, ManagedNote } from "@/components/endpoints/managed.tsx";
import { endpointQuery, healthQuery } from "@/components/endpoints/queries.ts";
import { missedPath } from "@/components/messages/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { FailingIcon } from "@/components/portal/failing-icon.tsx";
import { ReplayLink } from "@/components/replays/replay-link.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

const EndpointBanners = dynamic(
  async () => (await import("@/components/endpoints/endpoint-banners.tsx")).EndpointBanners,
);
const OldSecretBanner = dynamic(
  async () => (await import("@/components/secrets/old-secret-banner.tsx")).OldSecretBanner,
);

/** The head of every page of one endpoint: its name, what can be done with it, its pages; and that nothing is sent to it. */
export function EndpointHeader({ endpointId }: { endpointId: string }) {
  const words = useTranslations("endpoints");
  const access = useAccess();
  const t = useTranslations("messages");
  const router = useRouter();
  const keys = useTranslations("shell.keys");
  const endpoint = useQuery(endpointQuery(access, endpointId)).data;
  const health = useQuery(healthQuery(access, endpointId)).data;
  const list = endpointListPath(access, access.applicationId);
  const { act, itemsOf, dialogs } = useEndpointActions({ onDeleted: () => router.push(list) });
  useShortcuts(
    {
      t: {
        run: () => (endpoint ? act("test", { endpoint, name: nameOf(endpoint), health }) : false),
        does: keys("sendTest"),
        group: "page",
        isAction: true,
      },
    },
    access.can("CreateAttempts"),
  );
  if (!endpoint) return null;

  const name = nameOf(endpoint);
  const subject = { endpoint, name, health };
  const base = endpointPath(access, access.applicationId, endpointId);
  return (
    <header>
      <FailingIcon failing={health?.state === "failing"} />
      {/* The console names the whole way in its header. */}
      {access.surface === "portal" ? (
        <Breadcrumb crumbs={[{ label: words("titles.list"), href: list }, { label: name }]} />
      ) : null}
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 sm:flex-nowrap">
        <h1 className="min-w-0 text-page break-words">
          {name} <ManagedBadge endpoint={endpoint} />
        </h1>
        <div className="flex shrink-0 items-center gap-2">
          {access.can("CreateAttempts") ? (
            <>
              <Button onClick={() => act("test", subject)}>{words("action.test")}</Button>
              <ReplayLink endpointId={endpointId} />
            </>
          ) : null}
          <Menu label={words("action.moreFor", { name })} items={itemsOf(subject, false)} />
        </div>
      </div>
      <TabLinks
        label={words("header.pages", { name })}
        className="mt-2"
        links={[
          { href: base, label: words("header.overview") },
          ...(access.surface === "portal"
            ? [
                { href: `${base}/deliveries`, label: words("header.deliveries") },
                { href: missedPath(access.applicationId, endpointId), label: t("missed.tab") },
              ]
            : [
                {
                  href: deliveriesPath(access, access.applicationId, { endpoint: endpointId }),
                  label: words("header.deliveries"),
                },
              ]),
          ...(access.can("ManageEndpoint") || access.can("ManageEndpointSecret")
            ? [{ href: `${base}/settings`, label: words("header.settings") }]
            : []),
        ]}
      />
      <ManagedNote endpoint={endpoint} />
      <OldSecretBanner endpointId={endpointId} />
      <EndpointBanners endpoint={endpoint} health={health} onAct={(action) => act(action, subject)} />
      {dialogs}
    </header>
  );
}
