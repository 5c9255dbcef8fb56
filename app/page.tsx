import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";

export const metadata: Metadata = { title: { absolute: "Posthorn" } };

export default function RootPage() {
  return (
    <MessagePage
      title="Posthorn sends webhooks."
      action={
        <ButtonLink href="/console" variant="primary" prefetch={false}>
          Open the console
        </ButtonLink>
      }
    >
      <p>
        It takes events from one product by REST, signs them and delivers them to the customers of that product, who
        look after their own endpoints in a portal.
      </p>
      <p className="mt-2">
        If you work on the product, open the console. If you are a customer, open your webhooks from the product: its
        link brings you to your portal.
      </p>
    </MessagePage>
  );
}
