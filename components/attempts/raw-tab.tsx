"use client";

import { Download } from "lucide-react";
import { rawRequest, rawResponse } from "@/components/attempts/raw-http.ts";
import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";

/** HTTP as it went over the wire, both ways. */
export function RawTab({ attempt }: { attempt: AttemptDetailOut }) {
  const sent = rawRequest(attempt.request);
  const received = attempt.response ? rawResponse(attempt.response) : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Raw
        title="Request"
        text={sent}
        file={`${attempt.id}.request.http`}
        note={
          attempt.request.body === null
            ? "Values of your own headers are masked. The body, which the signature covers, is not shown."
            : "Values of your own headers are masked; everything else is exact. The signature covers the body as it stands here."
        }
      />
      {received === null ? (
        <p className="text-dense text-ink-2">There was no reply.</p>
      ) : (
        <Raw
          title="Response"
          text={received}
          file={`${attempt.id}.response.http`}
          note={
            attempt.response?.notLogged
              ? "Only the status is kept: this endpoint’s settings keep replies out of the log."
              : attempt.response?.base64
                ? "The body is no text, so it is shown in base64."
                : attempt.response?.truncated
                  ? "We keep the first 20 kB of a body."
                  : null
          }
        />
      )}
    </div>
  );
}

function Raw({ title, text, file, note }: { title: string; text: string; file: string; note: string | null }) {
  function download() {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
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
          Download
        </Button>
      </div>
      <CodeBlock code={text.replaceAll("\r\n", "\n")} label={`${title.toLowerCase()} bytes`} wrap />
      {note ? <p className="pt-1 text-meta text-ink-3">{note}</p> : null}
    </section>
  );
}
