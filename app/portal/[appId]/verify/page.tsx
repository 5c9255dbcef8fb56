import type { Metadata } from "next";
import { cookies } from "next/headers";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Checker } from "@/components/verify/checker.tsx";
import { Guide } from "@/components/verify/guide.tsx";
import { HANDLERS, handlerOf, LANGUAGE_COOKIE } from "@/components/verify/handlers.ts";
import { HighlightedCode } from "@/components/verify/highlighted-code.tsx";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<{ lang?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("verify");
  return { title: t("title") };
}

export default async function VerifyPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const { ctx, session } = portal;
  const scope = { applicationId: session.actor.applicationId, limit: 250, order: "descending" } as const;
  const [t, endpoints] = await Promise.all([translator("verify"), listEndpoints(ctx, scope)]);
  const handler = handlerOf(String((await searchParams).lang), (await cookies()).get(LANGUAGE_COOKIE)?.value);
  return (
    <Prefetched data={[[endpointKeys.list(appId), endpoints.data]]}>
      <div className="mx-auto max-w-[1280px]">
        <h1 className="sr-only">{t("title")}</h1>
        <StatusSentence>{t.rich("sentence", { b: (chunks) => <Figure>{chunks}</Figure> })}</StatusSentence>
        <Guide
          path={`/portal/${appId}/verify`}
          languages={HANDLERS.map(({ id, label }) => ({ id, label }))}
          cookie={LANGUAGE_COOKIE}
          handler={{ id: handler.id, label: handler.label, code: handler.code }}
          highlighted={<HighlightedCode handler={handler} />}
        />
        <Checker />
      </div>
    </Prefetched>
  );
}
