"use client";

import { useTranslations } from "use-intl";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Time } from "@/components/ui/time.tsx";
import { Waterfall } from "@/components/ui/waterfall.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** Where the time went, beside what this endpoint usually takes. */
export function TimingTab({ attempt }: { attempt: AttemptDetailOut }) {
  const t = useTranslations("attempts.timing");
  const { phases, reused, usual, remoteAddress, tlsVersion, certificateNotAfter, startedAt } = attempt;
  return (
    <div className="grid gap-5">
      <Waterfall
        phases={{
          queue: phases.queueMs,
          rate: phases.throttleMs,
          dns: phases.dnsMs,
          connect: phases.connectMs,
          tls: phases.tlsMs,
          wait: phases.waitMs,
          body: phases.bodyMs,
        }}
        reused={reused}
        usual={usual}
        verdict={
          usual && t(usual.slowerThan >= 50 ? "slower" : "faster", { percent: usual.slowerThan, tries: usual.tries })
        }
      />
      <KeyValueList>
        <KeyValue label={t("started")}>
          <Time at={startedAt} show="moment" precision="millisecond" />
        </KeyValue>
        <KeyValue label={t("address")}>
          {remoteAddress ? <CopyText value={remoteAddress} label={t("copyAddress")} /> : "–"}
        </KeyValue>
        <KeyValue label={t("connection")}>{reused ? t("reused") : t("new")}</KeyValue>
        <KeyValue label={t("tls")}>{tlsVersion ?? "–"}</KeyValue>
        <KeyValue label={t("certificate")}>
          {certificateNotAfter ? <Time at={certificateNotAfter} show="day" /> : "–"}
        </KeyValue>
        <KeyValue label={t("http")}>HTTP/1.1</KeyValue>
      </KeyValueList>
    </div>
  );
}
