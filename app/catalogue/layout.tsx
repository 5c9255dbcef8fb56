import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PublicShell } from "@/components/event-types/public-shell.tsx";
import { publicVisitor } from "@/lib/page/visitor.ts";

// The one part of an installation that is meant to be found.
export const metadata: Metadata = { robots: { index: true, follow: true } };

export default function CatalogueLayout({ children }: { children: ReactNode }) {
  // Each page says itself that there is nothing.
  return publicVisitor() ? <PublicShell>{children}</PublicShell> : children;
}
