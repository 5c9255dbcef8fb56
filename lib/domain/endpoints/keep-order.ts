import type { Endpoint } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";

/**
 * Follows a change of the options that order depends on. Messages are numbered from the first endpoint on that cares;
 * what waits for an endpoint that no longer wants strict order stops waiting in line.
 */
export async function keepOrder(tx: Tx, { id, applicationId, deliveryOptions }: Endpoint): Promise<void> {
  const { fifo, sequence } = readOptions(deliveryOptions);
  if (fifo || sequence) {
    await tx.$executeRaw`insert into application_sequence (application_id) values (${applicationId}::uuid) on conflict do nothing`;
  }
  if (!fifo) {
    await tx.$executeRaw`
      update delivery_pending set sequence = null where endpoint_id = ${id}::uuid and sequence is not null`;
  }
}
