"use client";

import type { ReactNode } from "react";
import type { Messages } from "use-intl";
import { IntlProvider } from "use-intl/react";

type MessagesProviderProps = {
  locale: string;
  zone: string;
  /** Compiled on the server. */
  messages: object;
  children: ReactNode;
};

/** The texts of the page's language, for `useTranslations`. */
export function MessagesProvider({ locale, zone, messages, children }: MessagesProviderProps) {
  return (
    <IntlProvider locale={locale} timeZone={zone} messages={messages as Messages}>
      {children}
    </IntlProvider>
  );
}
