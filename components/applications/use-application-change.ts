import { useMutation, useQueryClient } from "@tanstack/react-query";
import { applicationQuery, applicationsKey } from "@/components/applications/queries.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";

/** A write that answers the application as it is then: shown at once, wherever it is on the page. */
export function useApplicationChange<Input>(
  run: (input: Input) => Promise<ApplicationOut>,
  onDone: () => void = () => {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (saved) => {
      client.setQueryData(applicationQuery(saved.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: applicationsKey });
      onDone();
    },
  });
}
