"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";

type Options<T> = {
  endpointId: string;
  change: (input: T) => Promise<unknown>;
  /** Said when it is done. */
  done: string;
  onDone: () => void;
};

/** A change of what an endpoint signs with: the versions on screen follow. */
export function useSecretChange<T = void>({ endpointId, change, done, onDone }: Options<T>) {
  const { applicationId } = useAccess();
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: endpointKeys.secrets(applicationId, endpointId) });
      announce(done);
      onDone();
    },
  });
}
