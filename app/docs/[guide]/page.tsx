import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Guide } from "@/components/docs/guide.tsx";
import { allGuides, readGuide } from "@/lib/page/guides.ts";

type Props = { params: Promise<{ guide: string }> };

export const generateStaticParams = () => allGuides().map(({ slug }) => ({ guide: slug }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readGuide((await params).guide)?.title ?? "Not found" };
}

export default async function GuidePage({ params }: Props) {
  const guide = readGuide((await params).guide);
  if (!guide) notFound();
  return <Guide text={guide.text} />;
}
