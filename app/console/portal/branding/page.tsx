import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { BrandingEditor } from "@/components/branding/branding-editor.tsx";
import { brandingQuery, revisionsQuery } from "@/components/branding/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { getBranding, listBrandingRevisions } from "@/lib/domain/branding/revisions.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Branding" };

const PATH = "/console/portal/branding";

export default async function BrandingPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams });
  const named = [(await searchParams).app].flat()[0];
  const application = named ? await findApplication(staff.ctx, named) : null;
  if (named && !application) notFound();
  const scope = { applicationId: application?.id ?? null };
  const of = application && formatId("application", application.id);
  const [published, revisions] = await Promise.all([
    getBranding(staff.ctx, scope),
    listBrandingRevisions(staff.ctx, { ...scope, limit: 20 }),
  ]);
  const name = application?.name;
  return (
    <ConsolePage
      staff={staff}
      crumbs={[name ? { label: "Branding", href: PATH } : { label: "Branding" }, ...(name ? [{ label: name }] : [])]}
      active={PATH}
    >
      <h1 className="text-page">{name ? `Branding of ${name}` : "Branding"}</h1>
      <p className="mt-1 mb-6 max-w-measure text-body text-ink-2">
        {name ? (
          <>
            For the portal of this application. What you leave empty is as in the{" "}
            <TextLink href={PATH}>branding of all applications</TextLink>.
          </>
        ) : (
          <>
            For the portal of every application. One of them can differ: open its branding from its page among the{" "}
            <TextLink href="/console/applications">applications</TextLink>.
          </>
        )}
      </p>
      <Prefetched
        data={[
          [brandingQuery(of).queryKey, published],
          [revisionsQuery(of).queryKey, revisions.data],
        ]}
      >
        <BrandingEditor key={of ?? "all"} of={of} />
      </Prefetched>
    </ConsolePage>
  );
}
