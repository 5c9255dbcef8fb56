"use client";

import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { rawRequest, rawResponse, responseBytes } from "@/components/attempts/raw-http.ts";
import { code, PayloadGone, ReplyGone } from "@/components/kept/gone-words.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** HTTP as it went over the wire, both ways. */
export function RawTab({ attempt }: { attempt: AttemptDetailOut }) {
  const t = useTranslations("attempts.raw");
  const kept = useTranslations("kept");
  const { request, response } = attempt;
  const sent = rawRequest(request);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Raw
        title={t("request")}
        label={t("requestBytes")}
        text={sent}
        bytes={() => [sent]}
        file={`${attempt.id}.request.http`}
        note={
          request.bodyGone ? (
            <>
              {t("maskedNoBody")} <PayloadGone gone={request.bodyGone} />
            </>
          ) : request.body === null ? (
            t("maskedNoBody")
          ) : request.bodyDiffers.length > 0 ? (
            <>
              {t("maskedHeaders")} {request.bodyDiffers.includes("redacted") ? kept.rich("redacted", { code }) : null}{" "}
              {kept("notExact")}
            </>
          ) : (
            t("masked")
          )
        }
      />
      {response === null ? (
        <p className="text-dense text-ink-2">{t("noReply")}</p>
      ) : (
        <Raw
          title={t("response")}
          label={t("responseBytes")}
          text={rawResponse(response)}
          bytes={() => responseBytes(response)}
          file={`${attempt.id}.response.http`}
          note={
            response.gone ? (
              <ReplyGone gone={response.gone} />
            ) : response.notLogged ? (
              t("notLogged")
            ) : response.base64 ? (
              t("base64")
            ) : response.truncated ? (
              t("truncated")
            ) : response.redacted ? (
              kept.rich("redactedReply", { code })
            ) : null
          }
        />
      )}
    </div>
  );
}

type RawProps = {
  title: string;
  label: string;
  text: string;
  bytes: () => BlobPart[];
  file: string;
  note: ReactNode;
};

function Raw({ title, label, text, bytes, file, note }: RawProps) {
  const t = useTranslations("attempts.raw");

  function download() {
    const url = URL.createObjectURL(new Blob(bytes(), { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = file;
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <section>
      <div className="flex items-center justify-between gap-3 pb-1">
        <h3 className="text-dense font-firm">{title}</h3>
        <Button
          size="small"
          variant="quiet"
          icon={<Download aria-hidden="true" size={16} strokeWidth={1.5} />}
          onClick={download}
        >
          {t("download")}
        </Button>
      </div>
      <CodeBlock code={text.replaceAll("\r\n", "\n")} label={label} wrap />
      {note ? <p className="pt-1 text-meta text-ink-3">{note}</p> : null}
    </section>
  );
}
