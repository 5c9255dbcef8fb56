import type { Metadata } from "next";
import { MessagePage } from "@/components/messages/message-page.tsx";
import { messageKeys } from "@/components/messages/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getMessageVerdicts } from "@/lib/domain/deliveries/message-verdicts.ts";
import { NotFound } from "@/lib/errors.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("messages");
  return { title: t("page.title") };
}

type Props = { params: Promise<{ appId: string; msgId: string }> };

export default async function OneMessagePage({ params }: Props) {
  const { appId, msgId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const message = decodeURIComponent(msgId);
  const { applicationId } = portal.session.actor;
  // null is one that is not there. What cannot be read now is asked for again by the page, which then says why.
  const verdicts = await getMessageVerdicts(portal.ctx, { applicationId, message }).catch((error: unknown) =>
    error instanceof NotFound ? null : undefined,
  );
  return (
    <Prefetched data={verdicts === undefined ? [] : [[messageKeys.verdicts(appId, message), verdicts]]}>
      <MessagePage message={message} />
    </Prefetched>
  );
}
