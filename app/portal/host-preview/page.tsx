import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HostExample } from "@/components/embedding/host-example.tsx";
import { findCurrentStaff } from "@/lib/page/staff.ts";

export const metadata: Metadata = { title: "A page around a portal" };

type Props = { searchParams: Promise<{ app?: string | string[]; height?: string | string[] }> };

/** For staff: what a portal looks like in a page of theirs. Below /portal, because the console is in no frame. */
export default async function HostPreviewPage({ searchParams }: Props) {
  const { app, height } = await searchParams;
  if (!(await findCurrentStaff()) || typeof app !== "string") notFound();
  return <HostExample applicationId={app} height={height === "fill" ? "fill" : "auto"} />;
}
