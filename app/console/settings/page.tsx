import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { SettingsIndex } from "@/components/installation/settings-index.tsx";

export const metadata: Metadata = { title: "Settings" };

const PATH = "/console/settings";

export default async function SettingsPage() {
  const staff = await requireStaffAt(PATH);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Settings" }]} active={PATH}>
      <h1 className="mb-4 text-page">Settings</h1>
      <SettingsIndex />
    </ConsolePage>
  );
}
