import type { StaffAlertSentOut } from "@/lib/contract/staff-alert.ts";

type Failure = NonNullable<StaffAlertSentOut["failure"]>;

/** Why something did not get through, and what to do. */
export function sentWords({ reason, status }: Failure): string {
  switch (reason) {
    case "address_refused":
      return "The mail server refused the address: correct it.";
    case "mail_server":
      return "The mail server did not take it: check SMTP_URL.";
    case "blocked_address":
      return "The URL leads to a private address. Allow it with POSTHORN_EGRESS_ALLOW, or use another.";
    case "no_answer":
      return "The URL did not answer.";
    case "status":
      return status === null || status < 500
        ? `The URL refused it with ${status}: make a new one where it came from.`
        : `The URL answered ${status}.`;
    case "internal":
      return "A fault of ours; the log of the worker has it.";
  }
}
