import { type AlertLevel, RULE_TERMS, type StaffRule } from "./staff-alert-rules.ts";

// What is said of alerts to staff, on the page and in what is sent. English, as the console is.

const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
/** Never rounded up to what would be well. */
const percent = new Intl.NumberFormat("en", { maximumFractionDigits: 1, roundingMode: "floor" });

/** Seconds as a person says them. */
export function spanWords(seconds: number): string {
  if (seconds < 120) return `${decimal.format(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

export function valueWords(rule: StaffRule, value: number): string {
  const { unit } = RULE_TERMS[rule];
  if (unit === "percent") return `${percent.format(value)} %`;
  return unit === "seconds" ? spanWords(value) : count.format(value);
}

/** When a level begins: "below 95 % over 15 minutes". */
export function conditionWords(rule: StaffRule, level: AlertLevel, threshold: number): string {
  const { bad, windowMinutes } = RULE_TERMS[rule];
  if (rule === "breakers" && threshold === 0) return "any";
  if (rule === "workers") return `none seen for ${valueWords(rule, threshold)}`;
  if (rule === "egress_proxy") return `shut for ${valueWords(rule, threshold)}`;
  const side = bad === "below" ? "below" : RULE_TERMS[rule].unit === "count" ? "more than" : "above";
  const window = windowMinutes ? ` over ${windowMinutes[level]} minutes` : "";
  return `${side} ${valueWords(rule, threshold)}${window}`;
}

/** What is the matter, in a sentence without an end. */
export function happeningWords(rule: StaffRule, level: AlertLevel, value: number): string {
  const minutes = RULE_TERMS[rule].windowMinutes?.[level] ?? 0;
  const said = valueWords(rule, value);
  switch (rule) {
    case "success_rate":
      return `${said} of tries succeeded in the last ${minutes} minutes`;
    case "latency":
      return `A try took ${said} on average in the last ${minutes} minutes`;
    case "dead_letters":
      return `${said} ${value === 1 ? "delivery was" : "deliveries were"} given up and not replayed`;
    case "breakers":
      return value === 1 ? "1 endpoint has an open breaker" : `${said} endpoints have an open breaker`;
    case "queue_age":
      return `A delivery that nothing holds back has waited for ${said}`;
    case "workers":
      return `No worker has been seen for ${said}`;
    case "egress_proxy":
      return `No request has got through the egress proxy for ${said}`;
  }
}

/** What to do first. */
export const FIRST_STEP: Record<StaffRule, string> = {
  success_rate:
    "Look whether one customer's endpoint fails or all do. One: tell the customer. All: check the way out of your network.",
  latency:
    "Look which endpoints are slow, and lower their timeouts. If all are, check the workers' network and processor.",
  dead_letters:
    "Find out why they failed and have it repaired. Then replay them: nothing is lost until the retention ends.",
  breakers:
    "Open the endpoint, see its cause, and tell the customer. Its deliveries wait and go out once it answers again.",
  queue_age: "Check that workers run and that the database is not slow. If the workers are busy, run more of them.",
  workers: "Look whether the worker process runs, and what its log says last. Messages are taken and wait meanwhile.",
  egress_proxy:
    "The workers on the system page say what the proxy answers. Check that it runs, its credentials, and what it denies.",
};

/** Where in the console to look. */
export const CONSOLE_PATH: Record<StaffRule, string> = {
  success_rate: "/console/deliveries?status=failed,retrying",
  latency: "/console/deliveries",
  dead_letters: "/console/deliveries?status=failed",
  breakers: "/console#needs-attention",
  queue_age: "/console",
  workers: "/console",
  egress_proxy: "/console/system",
};

export const RUNBOOK_PATH: Record<StaffRule, string> = {
  success_rate: "/docs/runbooks#success-rate",
  latency: "/docs/runbooks#mean-latency",
  dead_letters: "/docs/runbooks#dead-letters",
  breakers: "/docs/runbooks#open-breakers",
  queue_age: "/docs/runbooks#queue-age",
  workers: "/docs/runbooks#no-worker",
  egress_proxy: "/docs/runbooks#egress-proxy",
};
