import { useMutation, useQueryClient } from "@tanstack/react-query";
import { staffKey } from "@/components/staff/queries.ts";

/** A change of one person; what is shown of them is asked for anew, whether it worked or not. */
export function useStaffAction<Input, Output>(run: (input: Input) => Promise<Output>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: staffKey }),
    gcTime: 0,
  });
}
