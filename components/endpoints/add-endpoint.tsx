"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { EventsField } from "@/components/endpoints/events-field.tsx";
import { UrlField } from "@/components/endpoints/url-field.tsx";
import { useAddEndpoint } from "@/components/endpoints/use-add-endpoint.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { useTestRun } from "@/components/test-send/use-test-run.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

const MoreFields = dynamic(async () => (await import("@/components/endpoints/more-fields.tsx")).MoreFields);
const TestResult = dynamic(async () => (await import("@/components/test-send/test-result.tsx")).TestResult);
const NextSignature = dynamic(async () => (await import("@/components/secrets/next-signature.tsx")).NextSignature);

type AddEndpointProps = {
  eventTypeCount?: number | undefined;
  /** The first one: what can wait is left out. */
  isFirst?: boolean;
};

/** One page for adding and trying: the result stands beside the form, and the endpoint stays when the test fails. */
export function AddEndpoint({ eventTypeCount, isFirst }: AddEndpointProps) {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const router = useRouter();
  const { draft, change, errors, save, saved, isSaving } = useAddEndpoint();
  const test = useTestRun();
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<"test" | "add" | null>(null);
  const urlRef = useRef<HTMLInputElement>(null);
  const resultRef = useRef<HTMLDivElement>(null);
  const mayTest = access.can("CreateAttempts");
  const path = saved ? endpointPath(access, access.applicationId, saved.id) : null;
  const moreHasError = Boolean(errors.headers ?? errors.channels ?? errors.throttleRate ?? errors.description);

  async function add(how: "test" | "add") {
    setDoing(how);
    const endpoint = await save();
    setDoing(null);
    if (!endpoint) return;
    if (how === "add") return router.push(endpointPath(access, access.applicationId, endpoint.id));
    test.start(endpoint.id);
    requestAnimationFrame(showResult);
  }

  /** The form may be long: what was asked for is brought into sight when its beginning is not. */
  function showResult() {
    const result = resultRef.current;
    const top = result?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight - 160) result?.scrollIntoView({ block: "start" });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isSaving) void add(mayTest ? "test" : "add");
  }

  const again = () => saved && test.start(saved.id);
  useShortcuts({ t: () => (saved ? again() : false) }, mayTest && saved !== null);
  return (
    <div className="@container">
      <div className="grid grid-cols-1 gap-x-16 gap-y-8 @min-[60rem]:grid-cols-[minmax(0,34rem)_minmax(0,1fr)]">
        <Form onSubmit={submit} className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-5">
          <UrlField
            inputRef={urlRef}
            value={draft.url}
            onChange={(url) => change({ url })}
            error={errors.url}
            endpointId={saved?.id}
            withInbox
            autoFocus
          />
          <EventsField
            everything={draft.everything}
            eventTypes={draft.eventTypes}
            onChange={change}
            count={eventTypeCount}
            error={errors.eventTypes}
          />
          {isFirst && !open ? null : (
            <Field label={t("name.label")} optional error={errors.name} hint={t("name.hint")}>
              <Input
                autoComplete="off"
                maxLength={128}
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            </Field>
          )}
          {open || moreHasError ? (
            <MoreFields draft={draft} onChange={change} errors={errors} />
          ) : (
            <div>
              <Button variant="quiet" size="small" className="-ms-2.5" onClick={() => setOpen(true)}>
                {isFirst ? t("add.moreFirst") : t("add.more")}
              </Button>
            </div>
          )}
          {errors.form ? <ErrorPanel title={t("add.notSaved")}>{errors.form}</ErrorPanel> : null}
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" variant="primary" pending={isSaving && doing !== "add"}>
              {t(mayTest ? (saved ? "add.saveAndTest" : "add.addAndTest") : "add.add")}
            </Button>
            {saved && path ? (
              <span className="text-dense text-ink-2">
                {t.rich("add.savedAs", {
                  name: nameOf(saved),
                  link: (chunks) => <TextLink href={path}>{chunks}</TextLink>,
                })}
              </span>
            ) : mayTest ? (
              <Button pending={isSaving && doing === "add"} onClick={() => !isSaving && void add("add")}>
                {t("add.addOnly")}
              </Button>
            ) : null}
          </div>
        </Form>
        <div ref={resultRef} className="min-w-0 scroll-mt-24 self-start">
          {test.run && saved && path ? (
            <TestResult
              run={test.run}
              url={saved.url}
              onAgain={again}
              actions={
                <>
                  <Button size="small" onClick={() => urlRef.current?.focus()}>
                    {t("add.editUrl")}
                  </Button>
                  <Button size="small" variant="primary" onClick={again}>
                    {t("add.tryAgain")}
                  </Button>
                </>
              }
              next={<NextSignature endpointId={saved.id} href={path} />}
            />
          ) : mayTest ? (
            <AboutTest />
          ) : null}
        </div>
      </div>
    </div>
  );
}

function AboutTest() {
  const t = useTranslations("endpoints.add");
  return (
    <div className="hidden max-w-measure border-line border-s ps-8 text-body text-ink-2 @min-[60rem]:block">
      <h2 className="text-lead text-ink">{t("testTitle")}</h2>
      <p className="mt-1">{t.rich("testDoes", { type: (chunks) => <span className="text-mono">{chunks}</span> })}</p>
      <p className="mt-2">{t("testCounts")}</p>
    </div>
  );
}
