import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { FACES } from "@/app/fonts.ts";
import "@/app/globals.css";
import { Providers } from "@/components/shell/providers.tsx";
import { MessagesProvider } from "@/components/ui/messages-provider.tsx";
import { readView, VIEW_COOKIE } from "@/components/ui/view.ts";
import { isZone, UNKNOWN_ZONE, ZONE_COOKIE } from "@/components/ui/zone.ts";
import { directionOf } from "@/lib/contract/locale.ts";
import { messagesScript, requestLocale, shareMessages } from "@/lib/page/messages.ts";

export const metadata: Metadata = {
  title: { default: "Webhooks", template: "%s – Webhooks" },
  description: "Where your webhooks are sent, what arrived, why the rest did not, and how to send it again.",
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/favicon.svg", type: "image/svg+xml" },
    ],
  },
  // Links to portals and consoles are private; none of their pages belongs in a search index.
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#13181a" },
  ],
};

/**
 * Asks for the texts once the page is painted: what is read first needs none of them, and shares the line with them. A window
 * that is hidden paints nothing; then the program asks when it needs them (components/ui/messages-provider.tsx).
 */
const askAfterPaint = (src: string) =>
  `requestAnimationFrame(()=>setTimeout(()=>{const s=${JSON.stringify(src)};if(!document.querySelector('script[src="'+s+'"]'))document.head.append(Object.assign(document.createElement("script"),{src:s,onerror(){this.remove()}}))}))`;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = await cookies();
  const zone = chosen.get(ZONE_COOKIE)?.value;
  const view = readView(chosen.get(VIEW_COOKIE)?.value);
  const known = isZone(zone);
  const locale = await requestLocale();
  const given = await headers();
  const nonce = given.get("x-nonce") ?? undefined;
  const theme = given.get("x-theme");
  const texts = messagesScript(locale).path;
  shareMessages(locale);
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      data-density={view.density}
      data-motion={view.motion}
      className={FACES}
      suppressHydrationWarning
    >
      <body>
        <script
          nonce={nonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of our own.
          dangerouslySetInnerHTML={{ __html: askAfterPaint(texts) }}
        />
        <MessagesProvider locale={locale} zone={known ? zone : UNKNOWN_ZONE} src={texts}>
          <Providers
            zone={known ? zone : UNKNOWN_ZONE}
            zoneKnown={known}
            nowMs={Date.now()}
            view={view}
            theme={theme === "light" || theme === "dark" ? theme : undefined}
            nonce={nonce}
          >
            {children}
          </Providers>
        </MessagesProvider>
      </body>
    </html>
  );
}
