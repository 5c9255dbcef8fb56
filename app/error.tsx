"use client";

import { MessagePage } from "@/components/shell/message-page.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";

/** `digest` names the entry in the server's log; the cause stays there. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage
      title="We could not show this page."
      action={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          {error.digest ? <CopyText value={error.digest} label="Copy error id" /> : null}
        </>
      }
    >
      <p>The fault is on our side. Deliveries go on while this page is down, and nothing is lost.</p>
    </MessagePage>
  );
}
