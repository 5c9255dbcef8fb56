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
  nonce: string | undefined;
  children: ReactNode;
};

const awaited = new Map<string, Promise<object>>();

/**
 * The script comes beside the program's own, so it may be the last. A page that failed on the server does not name it,
 * and nothing of it is rendered before the texts are there: then it is asked for here.
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
    if (!document.querySelector(`script[src="${src}"]`)) {
      const script = document.createElement("script");
      script.src = src;
      document.head.append(script);
    }
  }
  return promise;
}

/** The texts of the page's language, for `useTranslations`. */
export function MessagesProvider({ locale, zone, src, nonce, children }: MessagesProviderProps) {
  const messages = globalThis.posthornMessages?.[locale] ?? use(messagesOf(locale, src));
  return (
    <IntlProvider locale={locale} timeZone={zone} messages={messages as Messages}>
      <script async src={src} nonce={nonce} />
      {children}
    </IntlProvider>
  );
}
