"use client";

import { useQuery } from "@tanstack/react-query";
import type { Ref } from "react";
import { useTranslations } from "use-intl";
import type { UrlNote } from "@/components/endpoints/clean-url.ts";
import { cleanUrl, notesOf } from "@/components/endpoints/clean-url.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointsQuery } from "@/components/endpoints/queries.ts";
import { UrlCheckLine } from "@/components/endpoints/url-check-line.tsx";
import { useUrlCheck } from "@/components/endpoints/use-url-check.ts";
import { InboxButton } from "@/components/inboxes/inbox-button.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { Field } from "@/components/ui/field.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { Input } from "@/components/ui/input.tsx";

type UrlFieldProps = {
  value: string;
  onChange: (url: string) => void;
  error?: string | undefined;
  /** It is as it is stored: nothing is to be said about it. */
  quiet?: boolean;
  /** The endpoint whose URL this is already: it is no duplicate of itself. */
  endpointId?: string | undefined;
  /** Offers a debug inbox to who has no server yet. */
  withInbox?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
};

export function UrlField(props: UrlFieldProps) {
  const { value, onChange, error, quiet, endpointId, withInbox, inputRef, autoFocus } = props;
  const t = useTranslations("endpoints.url");
  const endpoints = useQuery(endpointsQuery(useAccess()));
  const others = (endpoints.data ?? [])
    .filter(({ id }) => id !== endpointId)
    .map((endpoint) => ({ url: endpoint.url, name: nameOf(endpoint) }));
  // Of the URL as it will be: notes that came and went with the focus would move what is about to be pressed.
  const url = cleanUrl(value);
  const { check, ask } = useUrlCheck(url);
  const notes = quiet || url === "" ? [] : notesOf(url, others, window.location.origin);
  const noted = (kind: UrlNote["kind"]) => notes.some((note) => note.kind === kind);
  // One warning about the same thing is enough.
  const isSaid = check?.kind === "done" && !check.found.ok && noted("own_machine");
  const line =
    check && !quiet && !error && !isSaid ? <UrlCheckLine check={check} withHint={!noted("plain_http")} /> : null;
  return (
    <Field
      label={t("label")}
      error={error}
      hint={
        withInbox && !(line && check?.kind === "done" && check.found.ok) ? (
          <>
            {line ? <span className="mb-1 block">{line}</span> : `${t("noServer")} `}
            <InboxButton onUrl={onChange} />
          </>
        ) : (
          (line ?? t("hint"))
        )
      }
    >
      <Input
        ref={inputRef}
        machine
        autoFocus={autoFocus}
        inputMode="url"
        autoComplete="url"
        name="url"
        placeholder="https://api.example.com/webhooks"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text");
          const { selectionStart, selectionEnd, value: before } = event.currentTarget;
          // Pasted into the middle of something: that is editing, not a whole URL.
          if (selectionStart !== 0 || selectionEnd !== before.length) return;
          event.preventDefault();
          onChange(cleanUrl(text));
        }}
        onBlur={() => {
          // A change that is none would take back what was said to be wrong, and move the page under the pointer.
          if (url !== value) onChange(url);
          if (!quiet) ask(url);
        }}
      />
      <div aria-live="polite" className="grid gap-1 empty:hidden">
        {notes.map((note) => (
          <Note key={note.kind} note={note} />
        ))}
      </div>
    </Field>
  );
}

function Note({ note }: { note: UrlNote }) {
  const t = useTranslations("endpoints.url");
  const { kind } = note;
  const mild = kind === "test_site";
  const text = noteText(note, t);
  return (
    <p className={mild ? "text-meta text-ink-2" : "flex items-start gap-1.5 text-dense text-retry-ink"}>
      {mild ? null : <StateGlyph state="degraded" className="mt-0.5 text-retry-mark" />}
      <span>{text}</span>
    </p>
  );
}

function noteText(note: UrlNote, t: ReturnType<typeof useTranslations<"endpoints.url">>): string {
  switch (note.kind) {
    case "own_machine":
      return t("ownMachine", { host: note.host });
    case "duplicate":
      return t("duplicate", { name: note.name });
    case "plain_http":
      return t("plainHttp");
    case "test_site":
      return t("testSite");
  }
}
