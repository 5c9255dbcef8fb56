"use client";

import { ArrowLeftRight, BookOpen, Webhook } from "lucide-react";
import { BrandLogo } from "@/components/branding/brand-logo.tsx";
import { PortalShell } from "@/components/shell/portal-shell.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import type { State } from "@/components/ui/glyph.tsx";
import { Input } from "@/components/ui/input.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { PulseStrip } from "@/components/ui/pulse-strip.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

const HERE = "#main";
const ICON = { "aria-hidden": true, strokeWidth: 1.5 } as const;
const ITEMS = [
  { href: `${HERE}-endpoints`, label: "Endpoints", icon: <Webhook {...ICON} /> },
  { href: `${HERE}-deliveries`, label: "Deliveries", icon: <ArrowLeftRight {...ICON} /> },
  { href: `${HERE}-types`, label: "Event types", icon: <BookOpen {...ICON} /> },
];

const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "7rem" },
  { id: "name", label: "Name" },
  { id: "pulse", label: "Last 24 hours", width: "13rem", from: "md" },
  { id: "success", label: "Success", align: "end", width: "5rem" },
];

const cells = (failed: (at: number) => number) =>
  Array.from({ length: 48 }, (_, at) => ({ delivered: 20 + ((at * 7) % 13), failed: failed(at) }));

// Every state, so that it shows whether a brand could be mistaken for one.
const ROWS: { state: State; name: string; success: string; pulse: ReturnType<typeof cells> }[] = [
  { state: "healthy", name: "orders-api", success: "100 %", pulse: cells(() => 0) },
  { state: "degraded", name: "billing", success: "96.1 %", pulse: cells((at) => (at % 9 === 0 ? 6 : 0)) },
  { state: "failing", name: "warehouse", success: "12.4 %", pulse: cells((at) => (at > 30 ? 24 : 0)) },
  { state: "turned_off", name: "legacy-sync", success: "–", pulse: cells((at) => (at < 8 ? 9 : 0)) },
];

/** One page with everything that a brand touches, and everything that it must not. */
export function PortalPreview() {
  return (
    <PortalShell
      application={{ id: "app_preview", name: "Globex" }}
      items={ITEMS}
      active={ITEMS[0]?.href}
      logo={<BrandLogo size="bar" />}
    >
      <div className="grid gap-5">
        <h1 className="sr-only">Preview of a portal</h1>
        <StatusSentence>
          <Figure>98.7&nbsp;%</Figure> of 12,408 deliveries succeeded in the last 24 hours.{" "}
          <SentenceLink href={HERE}>1 endpoint is failing</SentenceLink>.
        </StatusSentence>
        <Banner state="failing">warehouse answers 502 since 14:32. Nothing is lost.</Banner>
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary">Add endpoint</Button>
          <Button>Send a test</Button>
          <Button variant="danger">Delete…</Button>
          <TextLink href={HERE}>All deliveries</TextLink>
        </div>
        <LedgerTable caption="Endpoints" columns={COLUMNS}>
          <LedgerBody>
            {ROWS.map(({ state, name, success, pulse }) => (
              <LedgerRow key={name}>
                <LedgerCell>
                  <StateLabel state={state} className="align-middle" />
                </LedgerCell>
                <LedgerCell head>{name}</LedgerCell>
                <LedgerCell from="md">
                  <PulseStrip cells={pulse} />
                </LedgerCell>
                <LedgerCell align="end">{success}</LedgerCell>
              </LedgerRow>
            ))}
          </LedgerBody>
        </LedgerTable>
        <div className="grid max-w-96 gap-3">
          <Field label="Your URL">
            <Input machine defaultValue="https://hooks.globex.example/in" />
          </Field>
          <Checkbox label="invoice.paid" defaultChecked />
          <p className="w-fit bg-accent-line px-1 text-dense text-ink">Selected text</p>
          <p className="w-fit rounded-control px-2 py-1 text-dense text-ink shadow-ring">What has the focus</p>
        </div>
      </div>
    </PortalShell>
  );
}
