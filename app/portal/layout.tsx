import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Embedding } from "@/components/embedding/embedding.tsx";
import { FIRST_PAINT } from "@/components/embedding/first-paint.ts";
import { VERSION } from "@/lib/version.ts";

/** Portals may stand in a frame of the operator's product. */
export default async function PortalsLayout({ children }: { children: ReactNode }) {
  const given = await headers();
  const origins = given.get("x-embed-origins")?.split(" ").filter(Boolean) ?? [];
  return (
    <>
      <script
        nonce={given.get("x-nonce") ?? undefined}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of our own.
        dangerouslySetInnerHTML={{ __html: FIRST_PAINT }}
      />
      <Embedding origins={origins} version={VERSION} />
      {children}
    </>
  );
}
