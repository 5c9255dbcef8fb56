"use client";

import { type ReactNode, use } from "react";
import type { Messages } from "use-intl";
import { IntlProvider } from "use-intl/react";

declare global {
  /** By language: put there by the language's script (lib/page/messages.ts), and on the server before it renders. */
  var posthornMessages: Record<string, object> | undefined;
}

type MessagesProviderProps = {
  locale: string;
  zone: string;
  /** The script with the texts of this language. */
  src: string;
  children: ReactNode;
};

const awaited = new Map<string, Promise<object>>();

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** Asks for the texts unless somebody has, and again for as long as they do not come: without them nothing can be pressed. */
function askForTexts(src: string, waitMs = FIRST_WAIT_MS): void {
  let script = document.querySelector<HTMLScriptElement>(`script[src="${src}"]`);
  if (!script) {
    script = document.createElement("script");
    script.src = src;
    document.head.append(script);
  }
  script.addEventListener("error", ({ currentTarget }) => {
    (currentTarget as HTMLScriptElement).remove();
    setTimeout(askForTexts, waitMs, src, Math.min(2 * waitMs, LONGEST_WAIT_MS));
  });
}

/**
 * The script may come after the program that needs it, or not have been asked for: not in a hidden window, and not by a page
 * that failed on the server. Nothing is rendered anew before the texts are there.
 */
function messagesOf(locale: string, src: string): Promise<object> {
  let promise = awaited.get(locale);
  if (!promise) {
    promise = new Promise((resolve) => {
      addEventListener("posthorn:messages", () => {
        const messages = globalThis.posthornMessages?.[locale];
        if (messages) resolve(messages);
      });
    });
    awaited.set(locale, promise);
    askForTexts(src);
  }
  return promise;
}

/** The texts of the page's language, for `useTranslations`. */
export function MessagesProvider({ locale, zone, src, children }: MessagesProviderProps) {
  const messages = globalThis.posthornMessages?.[locale] ?? use(messagesOf(locale, src));
  return (
    <IntlProvider locale={locale} timeZone={zone} messages={messages as Messages}>
      {children}
    </IntlProvider>
  );
}
