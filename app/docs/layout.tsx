import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DocsShell } from "@/components/docs/docs-shell.tsx";
import { referenceTags } from "@/components/docs/reference.ts";
import { GUIDES } from "@/lib/page/guides.ts";

export const metadata: Metadata = { title: { default: "Documentation", template: "%s – Posthorn documentation" } };

/** Open to everybody: it says nothing of an installation but how to talk to it. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  const guides = GUIDES.map(({ group, guides: those }) => ({
    title: group,
    links: those.map(({ slug, title }) => ({ href: `/docs/${slug}`, label: title })),
  }));
  const operations = referenceTags.map(({ tag, operations: those }) => ({
    title: tag,
    links: those.map(({ id, method, summary }) => ({ href: `/docs/api/${id}`, label: summary, method })),
  }));
  return (
    <DocsShell guides={guides} operations={operations}>
      {children}
    </DocsShell>
  );
}
