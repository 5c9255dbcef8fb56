"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useState } from "react";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { useForbidden, useStaff } from "@/components/console/staff.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { AlertHistory } from "@/components/staff-alerts/alert-history.tsx";
import { ChannelList } from "@/components/staff-alerts/channel-list.tsx";
import { FiringNow } from "@/components/staff-alerts/firing-now.tsx";
import { staffAlertsQuery } from "@/components/staff-alerts/queries.ts";
import { RuleTable } from "@/components/staff-alerts/rule-table.tsx";
import { SentList } from "@/components/staff-alerts/sent-list.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { StaffRule } from "@/lib/contract/staff-alert-rules.ts";

const MuteDialog = dynamic(() =>
  import("@/components/staff-alerts/mute-dialog.tsx").then((module) => module.MuteDialog),
);
const RuleDialog = dynamic(() =>
  import("@/components/staff-alerts/rule-dialog.tsx").then((module) => module.RuleDialog),
);

export type OpenRule = { what: "change" | "mute"; rule: StaffRule };

/** What fires, by which rules, who is told, and what was. */
export function AlertsPage() {
  const alerts = useQuery(staffAlertsQuery);
  const [open, setOpen] = useState<OpenRule | null>(null);
  const mayNotList = useForbidden("listStaffChannels");
  const { role } = useStaff();
  const opened = alerts.data?.rules.find(({ rule }) => rule === open?.rule);
  const close = () => setOpen(null);

  return (
    <>
      <h1 className="text-page">Alerts</h1>
      <p className="mt-1 max-w-measure text-body text-ink-2">
        What this installation tells you and your colleagues of.{" "}
        <TextLink href="/docs/monitoring#alerts-to-staff">How the rules work</TextLink>
      </p>
      {alerts.data ? (
        <>
          <FiringNow alerts={alerts.data} onOpen={setOpen} />
          <Part title="Rules" id="rules">
            <RuleTable rules={alerts.data.rules} onOpen={setOpen} />
          </Part>
        </>
      ) : alerts.error ? (
        <QueryError title="We could not load the rules." query={alerts} className="mt-6" />
      ) : (
        <div className="mt-6">
          <SkeletonRows rows={6} label="Loading rules" />
        </div>
      )}
      <Part title="Channels" id="channels">
        {mayNotList ? (
          <Forbidden what="Channels" role={role} least={leastRole("listStaffChannels")} />
        ) : (
          <ChannelList emailAvailable={alerts.data?.emailAvailable ?? true} />
        )}
      </Part>
      <Part title="History" id="history">
        <AlertHistory />
      </Part>
      {mayNotList ? null : (
        <Part title="What was sent" id="sent">
          <SentList />
        </Part>
      )}
      {open?.what === "mute" && opened ? <MuteDialog rule={opened} onClose={close} /> : null}
      {open?.what === "change" && opened ? <RuleDialog rule={opened} onClose={close} /> : null}
    </>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} tabIndex={-1} className="mb-2 scroll-mt-16 text-lead">
        {title}
      </h2>
      {children}
    </section>
  );
}
