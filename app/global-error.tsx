"use client";

import "@/app/globals.css";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { PRIMARY_BUTTON } from "@/components/ui/button-look.ts";

/** When even the root layout failed: no providers here, hence no theme but the light one, and no fonts but the system's. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Webhooks are unavailable</title>
        <MessagePage
          title="We could not show this page."
          action={
            <button type="button" onClick={reset} className={PRIMARY_BUTTON}>
              Try again
            </button>
          }
        >
          <p>The fault is on our side. Deliveries go on while this page is down, and nothing is lost.</p>
          {error.digest ? <p className="mt-2 text-meta text-ink-3">Error {error.digest}</p> : null}
        </MessagePage>
      </body>
    </html>
  );
}
