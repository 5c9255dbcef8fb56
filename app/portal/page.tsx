import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page.tsx";

export const metadata: Metadata = { title: "Open your webhooks" };

export default async function PortalEntrancePage({ searchParams }: { searchParams: Promise<{ left?: string }> }) {
  const hasLeft = (await searchParams).left !== undefined;
  return (
    <MessagePage title={hasLeft ? "You are signed out." : "Open your webhooks from your product."}>
      <p>
        There is no password here. The product that sends you webhooks has a page or a button that opens them; each
        time, it makes a link that works once.
      </p>
      {hasLeft ? <p className="mt-2">Deliveries go on as before.</p> : null}
    </MessagePage>
  );
}
