import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { EmbedGuide } from "@/components/embedding/embed-guide.tsx";
import { listApplications } from "@/lib/domain/applications/list.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Embed" };

const PATH = "/console/portal/embed";
/** To choose one to look at; any will do. */
const SHOWN = 100;

export default async function EmbedPage() {
  const staff = await requireStaffAt(PATH);
  const { data } = await listApplications(staff.ctx, { limit: SHOWN, order: "descending" });
  const { PUBLIC_URL, PORTAL_URL, POSTHORN_EMBED_ORIGINS } = env();
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Embed" }]} active={PATH}>
      <h1 className="text-page">Embed</h1>
      <p className="mt-1 mb-6 max-w-measure text-body text-ink-2">
        A portal can stand in a frame within your product: your customers then see webhooks as one more page of yours.
      </p>
      <EmbedGuide
        publicUrl={PUBLIC_URL}
        portalUrl={PORTAL_URL}
        origins={POSTHORN_EMBED_ORIGINS}
        applications={data.map(({ id, name }) => ({ id, name }))}
      />
    </ConsolePage>
  );
}
