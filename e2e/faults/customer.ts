import type { ApplicationOut, EndpointIn, EndpointOut, Svix } from "svix";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";

/** One customer with one endpoint, on a receiver of its own that keeps a ledger of every request. */
export interface Customer {
  application: ApplicationOut;
  endpoint: EndpointOut;
  receiver: Receiver;
  secret: string;
}

export async function aCustomer(svix: Svix, options: Partial<EndpointIn> = {}): Promise<Customer> {
  const receiver = await startReceiver();
  const application = await svix.application.create({ name: "Customer" });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, ...options });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  return { application, endpoint, receiver, secret: key };
}

/** Sends numbered messages that are not part of a load. @returns what was accepted, as a load's ledger has it. */
export async function sendMessages(svix: Svix, customer: Customer, numbers: readonly number[]) {
  return Promise.all(
    numbers.map(async (number) => {
      const { id } = await svix.message.create(customer.application.id, {
        eventType: "job.created",
        payload: { number },
      });
      return { id, payload: JSON.stringify({ number }) };
    }),
  );
}
