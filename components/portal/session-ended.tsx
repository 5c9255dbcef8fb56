import { MessagePage } from "@/components/shell/message-page.tsx";

/** In place of every page of a portal that this browser has no living session for. */
export function SessionEnded() {
  return (
    <MessagePage title="Your webhooks are closed in this browser.">
      <p>
        The session has ended, or was never opened here. Open your webhooks again from the product that you came from:
        the link there makes a new session. Deliveries go on meanwhile, and nothing is lost.
      </p>
      <p className="mt-2">If somebody sent you the address of this page, open your webhooks first, then the address.</p>
    </MessagePage>
  );
}
