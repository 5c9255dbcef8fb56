import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { MissedPage } from "@/components/messages/missed-page.tsx";
import { MISSED_PAGE, messageKeys, missedFilter } from "@/components/messages/queries.ts";
import { loadMissed } from "@/components/messages/search-params.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { countMissedMessages, listMissedMessages } from "@/lib/domain/deliveries/missed.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { translator } from "@/lib/page/messages.ts";

type Props = {
  params: Promise<{ appId: string; epId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [found, t] = await Promise.all([findPortalEndpoint(await params), translator("messages")]);
  return { title: found?.endpoint ? t("missed.title", { endpoint: nameOf(found.endpoint) }) : t("page.title") };
}

export default async function MissedMessagesPage({ params, searchParams }: Props) {
  const { appId, epId } = await params;
  const found = await findPortalEndpoint({ appId, epId });
  if (!found) return <SessionEnded />;
  const { ctx, endpoint, ref } = found;
  if (!endpoint) notFound();

  const state = await loadMissed(searchParams);
  const filter = missedFilter(state, Date.now());
  const { why: _, ...range } = filter;
  // What cannot be read now is asked for again by its panel, which then says why.
  const [health, list, counts] = await Promise.allSettled([
    getEndpointHealth(ctx, ref),
    listMissedMessages(ctx, { ...ref, filter, limit: MISSED_PAGE }),
    countMissedMessages(ctx, { ...ref, filter: range }),
  ]);
  const data: [readonly unknown[], unknown][] = [[endpointKeys.one(appId, endpoint.id), endpoint]];
  if (health.status === "fulfilled") data.push([endpointKeys.health(appId, endpoint.id), health.value]);
  if (list.status === "fulfilled")
    data.push([messageKeys.missed(appId, endpoint.id, state), { pages: [list.value], pageParams: [null] }]);
  if (counts.status === "fulfilled") data.push([messageKeys.missedCounts(appId, endpoint.id, state), counts.value]);
  return (
    <Prefetched data={data}>
      <MissedPage endpointId={endpoint.id} />
    </Prefetched>
  );
}
