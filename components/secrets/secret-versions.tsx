"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { secretsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { SigningKey, secretWords } from "@/components/secrets/signing-key.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import { oneOfParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import type { SecretVersionOut } from "@/lib/contract/endpoint-secret.ts";

const RotateDialog = dynamic(async () => (await import("@/components/secrets/rotate-dialog.tsx")).RotateDialog);
const ExtendDialog = dynamic(async () => (await import("@/components/secrets/extend-dialog.tsx")).ExtendDialog);
const ExpireDialog = dynamic(async () => (await import("@/components/secrets/expire-dialog.tsx")).ExpireDialog);

/** A question that is open stands in the address: other pages lead straight to it. */
const askingParam = oneOfParam(["rotate", "leaked", "extend", "expire"]);

type SecretVersionsProps = {
  endpointId: string;
  endpointName: string;
  /** It is set elsewhere, and not rotated here. */
  fixed?: boolean;
};

/** The secrets that sign now: the current one, and an old one until its overlap is over. */
export function SecretVersions({ endpointId, endpointName, fixed = false }: SecretVersionsProps) {
  const t = useTranslations("secrets.versions");
  const access = useAccess();
  const secrets = useQuery(secretsQuery(access, endpointId));
  const [asking, setAsking] = useUrlParam("secret", askingParam);
  const mayManage = access.can("ManageEndpointSecret") && !fixed;

  if (!secrets.data) {
    if (secrets.error) return <QueryError title={t("failed")} query={secrets} />;
    return <SkeletonRows rows={1} label={t("loading")} />;
  }
  const current = secrets.data.find((version) => version.current);
  const old = secrets.data.filter((version) => !version.current);
  return (
    <div className="grid gap-4">
      <KeyValueList>
        <KeyValue label={old.length > 0 ? t("new") : current?.publicKey ? t("publicKey") : t("secret")}>
          <SigningKey endpointId={endpointId} version={current} />
          {current ? (
            <span className="block text-meta text-ink-3">
              {t.rich("made", { time: () => <Time at={current.createdAt} plain /> })}
            </span>
          ) : null}
        </KeyValue>
        {old.map((version) => (
          <KeyValue key={version.id} label={t("old")}>
            <OldSecret version={version} />
          </KeyValue>
        ))}
      </KeyValueList>
      {mayManage ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAsking("rotate")}>{t("rotate")}</Button>
          {old.length > 0 ? (
            <>
              <Button onClick={() => setAsking("extend")}>{t("extend")}</Button>
              <Button variant="danger" onClick={() => setAsking("expire")}>
                {t("expire")}
              </Button>
            </>
          ) : null}
          <Button onClick={() => setAsking("leaked")}>{t("leaked")}</Button>
        </div>
      ) : null}
      {!mayManage ? null : asking === "rotate" || asking === "leaked" ? (
        <RotateDialog
          endpointId={endpointId}
          endpointName={endpointName}
          leaked={asking === "leaked"}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {mayManage && old.length > 0 && asking === "extend" ? (
        <ExtendDialog endpointId={endpointId} onClose={() => setAsking(null)} />
      ) : null}
      {mayManage && old.length > 0 && asking === "expire" ? (
        <ExpireDialog endpointId={endpointId} onClose={() => setAsking(null)} />
      ) : null}
    </div>
  );
}

function OldSecret({ version }: { version: SecretVersionOut }) {
  const t = useTranslations("secrets.versions");
  const { createdAt, expiresAt } = version;
  const start = Date.parse(createdAt);
  const end = Date.parse(expiresAt ?? createdAt);
  const left = useTimeText((nowMs) => {
    const share = (end - nowMs) / Math.max(1, end - Math.max(start, end - 604_800_000));
    return Math.min(1, Math.max(0, share)).toFixed(2);
  });
  return (
    <span className="grid gap-1">
      <span className="flex flex-wrap items-center gap-x-2">
        <span dir="ltr" translate="no" className="text-mono break-all">
          {secretWords(version)}
        </span>
        {expiresAt ? (
          <span className="text-ink-2">
            {t.rich("endsIn", { countdown: () => <Countdown to={expiresAt} zero={t("aMoment")} /> })}
          </span>
        ) : null}
      </span>
      <span className="block h-1 w-60 max-w-full overflow-hidden rounded-mark bg-active">
        <span
          data-bar
          className="block h-full origin-left bg-off-mark rtl:origin-right"
          style={{ transform: `scaleX(${left})` }}
        />
      </span>
    </span>
  );
}
