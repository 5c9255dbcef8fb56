"use client";

import dynamic from "next/dynamic";
import { linkCommand, sdkCall } from "@/components/applications/portal-link.ts";
import { CodeBlock } from "@/components/ui/code.tsx";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";

const QrCode = dynamic(() => import("@/components/ui/qr-code.tsx").then((module) => module.QrCode));

type PortalLinkMadeProps = { applicationId: string; url: string; publicUrl: string; request: AppPortalAccessIn };

/** A link that was made, shown this once, and how a backend makes the same. */
export function PortalLinkMade({ applicationId, url, publicUrl, request }: PortalLinkMadeProps) {
  const call = sdkCall(publicUrl, applicationId, request);
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-start gap-5">
        <div className="min-w-0 grow basis-80">
          <p className="text-body">
            It opens the portal once. It is shown here and nowhere else: copy it before you leave.
          </p>
          <CodeBlock code={url} label="portal link" wrap className="mt-3" />
        </div>
        <QrCode text={url} label="The portal link as a QR code" />
      </div>
      <div>
        <h3 className="mb-1 text-dense font-firm text-ink">The same from your backend</h3>
        <CodeBlock code={linkCommand(publicUrl, applicationId, request)} label="command that makes a portal link" />
      </div>
      <div>
        <h3 className="mb-1 text-dense font-firm text-ink">With the SDK</h3>
        {call ? (
          <CodeBlock code={call} label="SDK call that makes a portal link" />
        ) : (
          <p className="max-w-measure text-dense text-ink-2">
            The official SDKs have no fields for the page, the theme, the language and the frames of a link. With these,
            make the request itself.
          </p>
        )}
      </div>
    </div>
  );
}
