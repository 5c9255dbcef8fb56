"use client";

import type { QueryClient } from "@tanstack/react-query";
import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { useState } from "react";
import { useForcedTheme } from "@/components/embedding/forced-theme.ts";
import { makeQueryClient } from "@/components/shell/query-client.ts";
import { Announcer } from "@/components/ui/announcer.tsx";
import { ClockProvider } from "@/components/ui/clock.tsx";
import { ToastHost } from "@/components/ui/toast.tsx";
import type { View } from "@/components/ui/view.ts";
import { ViewProvider } from "@/components/ui/view-provider.tsx";

type ProvidersProps = {
  /** From the zone cookie, or UTC while it is unknown. */
  zone: string;
  zoneKnown: boolean;
  /** The server's clock while it renders. */
  nowMs: number;
  /** From the view cookie. */
  view: View;
  /** Of an embedding page or a portal link: the reader has no choice then. */
  theme?: "light" | "dark";
  /** For the inline script that sets the theme before the first paint. */
  nonce?: string;
  children: ReactNode;
};

let browserClient: QueryClient | undefined;

function queryClientOf(): QueryClient {
  // On the server every request has its own cache: one customer's rows must not reach another.
  if (typeof window === "undefined") return makeQueryClient();
  browserClient ??= makeQueryClient();
  return browserClient;
}

export function Providers({ zone, zoneKnown, nowMs, view, theme, nonce, children }: ProvidersProps) {
  const [client] = useState(queryClientOf);
  const forced = useForcedTheme(theme);
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      forcedTheme={forced}
      storageKey="posthorn-theme"
      enableColorScheme={false}
      nonce={nonce}
    >
      <QueryClientProvider client={client}>
        <ClockProvider zone={zone} zoneKnown={zoneKnown} nowMs={nowMs}>
          <ViewProvider initial={view}>
            {children}
            <ToastHost />
            <Announcer />
          </ViewProvider>
        </ClockProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
