"use client";

import type { ComponentProps } from "react";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";

type Mistake = { field: HTMLElement; label: string };

/** More than these are listed above the form. */
const SEEN_AT_ONCE = 2;

const never = () => () => {};
/** Whether the program has taken over what the server rendered. */
const useHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/**
 * Fields that are sent together. When that is refused, the first one that is wrong gets the focus, and a list above names
 * them all if they are many. Nothing can be typed or pressed before the program is there: the one would be forgotten, and for
 * the other the browser would put the fields into the address.
 */
export function Form({ onSubmit, children, ...props }: Omit<ComponentProps<"form">, "ref">) {
  const t = useTranslations("ui");
  const id = useId();
  const ref = useRef<HTMLFormElement>(null);
  const isAnswerDue = useRef(false);
  const [listed, setListed] = useState<Mistake[]>([]);
  // Sent again with the same mistakes nothing else would change.
  const [, setSent] = useState(0);
  const isHydrated = useHydrated();
  const wasInert = useRef(false);

  useEffect(() => {
    if (!isHydrated) wasInert.current = true;
    else if (wasInert.current && document.activeElement === document.body)
      ref.current?.querySelector<HTMLElement>("[autofocus]")?.focus();
  }, [isHydrated]);

  // With every render: what is wrong comes with one of whoever has the fields, at once or with the server's answer.
  useEffect(() => {
    const mistakes = mistakesIn(ref.current);
    if (isAnswerDue.current && mistakes[0]) {
      isAnswerDue.current = false;
      mistakes[0].field.focus();
      setListed(mistakes.length > SEEN_AT_ONCE ? mistakes : []);
      return;
    }
    if (listed.some(({ field }) => !mistakes.some((one) => one.field === field)))
      setListed((before) => before.filter(({ field }) => mistakes.some((one) => one.field === field)));
  });

  return (
    <form
      {...props}
      ref={ref}
      noValidate
      inert={!isHydrated}
      onSubmit={(event) => {
        isAnswerDue.current = true;
        setSent((times) => times + 1);
        onSubmit?.(event);
      }}
      // Who goes on typing is not taken away from it by an answer that comes late.
      onInput={() => {
        isAnswerDue.current = false;
      }}
    >
      {listed.length > 0 ? (
        <section
          aria-labelledby={id}
          className="border-fail-mark border-s-[3px] bg-fail-soft py-3 ps-3.5 pe-4 text-body"
        >
          <p id={id} className="font-strong text-fail-ink">
            {t("mistakes", { count: listed.length })}
          </p>
          <ul>
            {listed.map(({ field, label }) => (
              <li key={field.id || label}>
                <a
                  href={`#${field.id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    field.focus();
                  }}
                  className="inline-flex min-h-6 items-center rounded-mark text-ink underline decoration-line-strong underline-offset-3 coarse:min-h-11"
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {children}
    </form>
  );
}

/** Fields that say so themselves, and groups of choices, which have no attribute for it. */
function mistakesIn(form: HTMLFormElement | null): Mistake[] {
  return [...(form?.querySelectorAll<HTMLElement>("[aria-invalid=true], fieldset[data-invalid]") ?? [])].flatMap(
    (one) => {
      const field = one.matches("fieldset") ? one.querySelector<HTMLElement>("input, button") : one;
      const labels = "labels" in one ? (one.labels as NodeListOf<HTMLLabelElement>) : one.querySelectorAll("legend");
      // After the name of the field it may say that it is optional.
      const label = labels[0]?.firstChild?.textContent ?? one.getAttribute("aria-label") ?? "";
      return field ? [{ field, label }] : [];
    },
  );
}
