"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureWords } from "@/components/alerts/failure-words.ts";
import { sentAlertsQuery } from "@/components/alerts/queries.ts";
import { useRecipientName } from "@/components/alerts/recipient-name.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Time } from "@/components/ui/time.tsx";
import type { AlertOut, AlertRecipientOut } from "@/lib/contract/alert.ts";

/** Every e-mail and post of 90 days, and what became of it. */
export function SentAlerts({ recipients }: { recipients: AlertRecipientOut[] }) {
  const t = useTranslations("alerts");
  const list = useInfiniteQuery(sentAlertsQuery(useAccess()));
  const alerts = list.data?.pages.flatMap((page) => page.data);
  if (alerts?.length === 0 && recipients.length === 0) return null;
  return (
    <div className="mt-8">
      <h3 className="text-body font-strong">{t("sent.title")}</h3>
      <p className="mb-2 text-dense text-ink-2">{t("sent.about")}</p>
      {alerts ? (
        <Alerts alerts={alerts} recipients={recipients} />
      ) : list.error ? (
        <QueryError title={t("sent.notLoaded")} query={list} />
      ) : (
        <SkeletonRows rows={2} label={t("sent.loading")} />
      )}
      <LoadMore list={list} label={t("sent.more")} />
    </div>
  );
}

function Alerts({ alerts, recipients }: { alerts: AlertOut[]; recipients: AlertRecipientOut[] }) {
  const t = useTranslations("alerts");
  const nameOf = useRecipientName();
  if (alerts.length === 0) return <p className="border-line border-t py-3 text-dense text-ink-3">{t("sent.none")}</p>;
  const columns: LedgerColumn[] = [
    { id: "state", label: t("sent.state"), width: "112px" },
    { id: "what", label: t("sent.what") },
    { id: "to", label: t("sent.to"), width: "34%", from: "mid" },
    { id: "time", label: t("sent.time"), width: "112px", align: "end" },
  ];
  return (
    <LedgerTable caption={t("sent.title")} columns={columns}>
      <LedgerBody>
        {alerts.map((alert) => {
          const recipient = recipients.find(({ id }) => id === alert.recipientId);
          return (
            <LedgerRow key={alert.id}>
              <LedgerCell>
                <span className="inline-flex items-center gap-1.5">
                  <StateGlyph state={GLYPHS[alert.state]} className={TONE_MARK[toneOf(GLYPHS[alert.state])]} />
                  {t(`sent.${alert.state}`)}
                </span>
              </LedgerCell>
              <LedgerCell head>
                <span className="block whitespace-normal break-words py-1">
                  <What alert={alert} />
                </span>
                {alert.failure ? (
                  <span className="block whitespace-normal pb-1 text-meta font-plain text-ink-3">
                    {failureWords(t, alert.failure)}
                  </span>
                ) : null}
              </LedgerCell>
              <LedgerCell from="mid" faint>
                {recipient ? nameOf(recipient) : t("sent.removed")}
              </LedgerCell>
              <LedgerCell align="end" faint>
                <Time at={alert.sentAt ?? alert.createdAt} />
              </LedgerCell>
            </LedgerRow>
          );
        })}
      </LedgerBody>
    </LedgerTable>
  );
}

const GLYPHS: Record<AlertOut["state"], State> = { waiting: "sending", sent: "delivered", failed: "failed" };

function What({ alert: { purpose, facts } }: { alert: AlertOut }) {
  const t = useTranslations("alerts");
  if (purpose === "confirm" || purpose === "test") return t(`sent.${purpose}`);
  const [first] = facts;
  if (!first || purpose === "weekly_summary") return t("kinds.weekly_summary");
  const one = t("sent.one", { kind: t(`kinds.${first.kind}`), endpoint: first.endpointName ?? "" });
  return facts.length === 1 ? one : t("sent.several", { count: facts.length, first: one });
}
