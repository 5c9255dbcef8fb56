import { MessagePage } from "@/components/shell/message-page.tsx";
import { PRIMARY_BUTTON } from "@/components/ui/button-look.ts";

export type FailedPageProps = { error: Error & { digest?: string }; reset: () => void };

/** `digest` names the entry in the server's log; the cause stays there. Every page carries this file, so it imports little. */
export function FailedPage({ error, reset }: FailedPageProps) {
  return (
    <MessagePage
      title="We could not show this page."
      action={
        <button type="button" onClick={reset} className={PRIMARY_BUTTON}>
          Try again
        </button>
      }
    >
      <p>The fault is on our side. Deliveries go on while this page is down, and nothing is lost.</p>
      {error.digest ? (
        <p className="mt-2 text-meta text-ink-3">
          Error <span className="select-all text-mono">{error.digest}</span>
        </p>
      ) : null}
    </MessagePage>
  );
}
