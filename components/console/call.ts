import { CONSOLE_HEADERS, SIGNED_OUT } from "@/components/deliveries/scope.ts";
import { followClock } from "@/components/ui/server-clock.ts";
import { createClient } from "@/lib/contract/client.ts";

/** The typed client of console pages: the header says that the staff session acts, whatever portals are open beside. */
export const callAsStaff = createClient({
  headers: CONSOLE_HEADERS,
  signedOut: SIGNED_OUT.console,
  onAnswer: followClock,
});
