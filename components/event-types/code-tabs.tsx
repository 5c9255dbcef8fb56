"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { CodeBlock } from "@/components/ui/code.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";

type CodeTabsProps = {
  eventType: string;
  typescript: string | null;
  jsonSchema: string | null;
  curl: string;
};

/** The shape of an event for a developer's own code. */
export function CodeTabs({ eventType, typescript, jsonSchema, curl }: CodeTabsProps) {
  const t = useTranslations("event-types.code");
  const tabs = [
    ...(typescript ? [{ id: "typescript", label: "TypeScript", code: typescript, note: null }] : []),
    ...(jsonSchema ? [{ id: "schema", label: "JSON Schema", code: jsonSchema, note: null }] : []),
    {
      id: "curl",
      label: "cURL",
      code: curl,
      note: t("curlNote"),
    },
  ];
  const [value, setValue] = useState(tabs[0]?.id ?? "curl");
  const shown = tabs.find(({ id }) => id === value);
  return (
    <section aria-label={t("region")}>
      <Tabs label={t("tabs", { name: eventType })} id="code" tabs={tabs} value={value} onChange={setValue} />
      <TabPanel id="code" tab={value}>
        {shown ? (
          <>
            <CodeBlock code={shown.code} label={shown.label} />
            {shown.note ? <p className="max-w-measure pt-2 text-meta text-ink-2">{shown.note}</p> : null}
          </>
        ) : null}
      </TabPanel>
    </section>
  );
}
