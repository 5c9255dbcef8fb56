import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OperationPage } from "@/components/docs/operation-page.tsx";
import { reference } from "@/components/docs/reference.ts";
import { env } from "@/lib/env.ts";

type Props = { params: Promise<{ operation: string }> };

const find = async ({ params }: Props) => {
  const { operation } = await params;
  return reference.find(({ id }) => id === operation);
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await find(props))?.summary ?? "Not found" };
}

export default async function ReferencePage(props: Props) {
  const operation = await find(props);
  if (!operation) notFound();
  return <OperationPage operation={operation} baseUrl={env().PUBLIC_URL} />;
}
