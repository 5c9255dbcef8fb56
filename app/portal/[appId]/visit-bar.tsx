import { headers } from "next/headers";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { buttonClass } from "@/components/ui/button-look.ts";
import type { PortalSession } from "@/lib/domain/portal-sessions/find.ts";
import { VISIT_HEADER } from "@/lib/http/portal-visit.ts";
import { formatId } from "@/lib/ids.ts";

// Only staff ever see this, so its words are those of the console, and all of it comes from the server: customers load nothing.

/** A document of its own, so that nothing of the visit stays in the page's memory; a form could not: portals send no origin. */
const exitPath = (appId: string) => `/console/exit-visit?app=${appId}`;

const STRIPES = "repeating-linear-gradient(135deg, var(--accent) 0 8px, var(--surface) 8px 16px)";
const BAR_HEIGHT = "40px";
const BELOW_BAR = `body{padding-top:${BAR_HEIGHT}}.min-h-dvh{min-height:calc(100dvh - ${BAR_HEIGHT})}[data-shell=nav]>header{top:${BAR_HEIGHT}}
.top-header{top:calc(var(--header) + ${BAR_HEIGHT})!important;height:calc(100dvh - var(--header) - ${BAR_HEIGHT})!important}`;

/**
 * Across the top of every page of a visit: whose portal it is, that nothing can be changed, and the way out. In the document it
 * comes last: the first thing there is the link that skips to the content.
 */
export async function VisitBar({ appId, session }: { appId: string; session: PortalSession }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const id = formatId("portalSession", session.actor.id);
  return (
    <>
      <script
        nonce={nonce}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of our own.
        dangerouslySetInnerHTML={{ __html: markRequests(id) }}
      />
      <style>{BELOW_BAR}</style>
      <section
        lang="en"
        dir="ltr"
        aria-label="Visit"
        style={{ height: BAR_HEIGHT }}
        className="fixed inset-x-0 top-0 z-40 flex items-center gap-4 border-line border-b bg-surface px-4 pt-1 text-dense text-ink md:px-6"
      >
        <span aria-hidden="true" className="absolute inset-x-0 top-0 h-1" style={{ background: STRIPES }} />
        <p className="min-w-0 grow truncate">
          Viewing as <strong className="font-strong">{session.applicationName}</strong>, read only
        </p>
        <a href={exitPath(appId)} className="shrink-0 rounded-control font-firm text-accent underline">
          Exit
        </a>
      </section>
    </>
  );
}

/** In place of a page of a visit that is over: what the customer's own session could show is not shown instead. */
export function VisitEnded({ appId }: { appId: string }) {
  return (
    <div lang="en" dir="ltr">
      <MessagePage
        title="This visit has ended"
        action={
          <a href={exitPath(appId)} className={buttonClass({ variant: "primary" })}>
            Back to the console
          </a>
        }
      >
        <p>A visit to a customer’s portal lasts half an hour, and no longer than you are signed in to the console.</p>
      </MessagePage>
    </div>
  );
}

/** Before any other script asks for anything: each request of this document says which visit it is of. */
function markRequests(id: string): string {
  return `(function(){var plain=window.fetch.bind(window);window.fetch=function(input,init){
var request=new Request(input instanceof URL?input.href:input,init);
if(new URL(request.url).origin===location.origin)request.headers.set(${JSON.stringify(VISIT_HEADER)},${JSON.stringify(id)});
return plain(request)}})()`;
}
