"use client";

import type { ReactNode } from "react";
import { type ChangedField, changedFields, objectPath } from "@/components/audit/words.ts";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { AuditEntryOut } from "@/lib/contract/audit.ts";

type AuditEntryProps = {
  entry: AuditEntryOut;
  onActor: (id: string) => void;
  onObject: (id: string) => void;
};

/** All that is known of one entry: what it says in full, and where else to look. */
export function AuditEntry({ entry, onActor, onObject }: AuditEntryProps) {
  const { actor, object, application, reason, requestId, remoteAddress, createdAt } = entry;
  const path = objectPath(entry);
  const fields = changedFields(entry.change);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 pt-1 pb-4">
      <KeyValueList>
        <KeyValue label="Time">
          <Time at={createdAt} show="moment" precision="millisecond" />
        </KeyValue>
        <KeyValue label="Who">
          {actor.name}
          {actor.id ? <More onPress={() => onActor(actor.id ?? "")}>Everything by them</More> : null}
        </KeyValue>
        {object.id ? (
          <KeyValue label="Object">
            {path ? (
              <TextLink href={path} className="inline-block min-h-6 text-mono break-all">
                {object.id}
              </TextLink>
            ) : (
              <span className="text-mono break-all">{object.id}</span>
            )}
            <More onPress={() => onObject(object.id ?? "")}>Everything about it</More>
          </KeyValue>
        ) : null}
        {application ? (
          <KeyValue label="Application">
            <TextLink href={`/console/applications/${application.id}`}>{application.name || application.id}</TextLink>
          </KeyValue>
        ) : null}
        <KeyValue label="Reason">{reason ?? <span className="text-ink-3">none given</span>}</KeyValue>
        <KeyValue label="Address">
          <span className="text-mono">{remoteAddress ?? "–"}</span>
        </KeyValue>
        {requestId ? (
          <KeyValue label="Request">
            <CopyText value={requestId} label="Copy the request id" />
          </KeyValue>
        ) : null}
      </KeyValueList>
      {fields.length > 0 ? <Changes fields={fields} /> : null}
    </div>
  );
}

function More({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="ms-3 inline-flex min-h-6 items-center rounded-mark text-meta text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
    >
      {children}
    </button>
  );
}

function Changes({ fields }: { fields: ChangedField[] }) {
  const hasBefore = fields.some(({ before }) => before !== null);
  const hasAfter = fields.some(({ after }) => after !== null);
  const head = "py-1 pe-4 text-start text-meta font-plain text-ink-3";
  const cell = "py-1 pe-4 align-top wrap-anywhere whitespace-pre-wrap text-mono";
  return (
    <table className="w-full table-fixed border-collapse text-dense">
      <caption className="pb-1 text-start font-firm">What changed</caption>
      <thead>
        <tr>
          <th scope="col" className={`${head} w-2/5 md:w-1/4`}>
            Field
          </th>
          {hasBefore ? (
            <th scope="col" className={head}>
              Before
            </th>
          ) : null}
          {hasAfter ? (
            <th scope="col" className={head}>
              After
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, before, after }) => (
          <tr key={name} className="border-line border-t">
            <th scope="row" className={`${cell} text-start font-plain text-ink-2`}>
              {name}
            </th>
            {hasBefore ? (
              <td dir="ltr" className={cell}>
                {before}
              </td>
            ) : null}
            {hasAfter ? (
              <td dir="ltr" className={cell}>
                {after}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
