import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessagePage title="There is nothing at this address.">
      <p>
        It may have been deleted, the link may be incomplete, or it belongs to an application that this session cannot
        see. Go back, or open your webhooks again from where you came.
      </p>
    </MessagePage>
  );
}
