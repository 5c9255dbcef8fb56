import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { formatSpan } from "@/components/ui/format-time.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type Options = Pick<EndpointOut, "deliveryOptions" | "effectiveOptions" | "throttleRate">;

/** Section of the settings in which a fact is changed. */
export type OptionSection =
  | "timeouts"
  | "retries"
  | "replies"
  | "rate-limit"
  | "batches"
  | "order"
  | "networks"
  | "log";

export type OptionFact = {
  section: OptionSection;
  label: string;
  /** What holds, in words. */
  text: string;
  /** The same in two or three words, for a line of several. */
  short: string;
  /** Set for this endpoint, and not as the installation has it. */
  isOwn: boolean;
};

const span = (seconds: number) => formatSpan(seconds * 1000);
const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** `8 tries over 27 h 35 min`. */
export function scheduleWords(delaysSeconds: readonly number[]): string {
  if (delaysSeconds.length === 0) return "1 try, no retries";
  const total = delaysSeconds.reduce((sum, delay) => sum + delay, 0);
  return `${formatQuantity(delaysSeconds.length + 1, "try", "tries")} over ${span(total)}`;
}

/** What becomes of a reply that is not 2xx. */
export function replyWords(retry: readonly string[] | null, final: readonly string[] | null): string {
  const ends = final ? `${listed(final)} ${final.length === 1 ? "ends" : "end"} a delivery at once. ` : "";
  if (!retry) return `${ends}Every ${ends ? "other " : ""}reply that is not 2xx is tried again.`;
  return `${ends}Only ${listed(retry)} ${retry.length === 1 ? "is" : "are"} tried again; any other reply that is not 2xx ends a delivery as failed.`;
}

/** `at most 10 per second`, `at most 100 in 5 min`. */
export function rateWords(count: number, windowSeconds: number): string {
  const window = windowSeconds === 1 ? "per second" : windowSeconds === 60 ? "per minute" : `in ${span(windowSeconds)}`;
  return `at most ${formatCount(count)} ${window}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Every delivery option of an endpoint in words, in the order of the settings. */
export function optionFacts({ deliveryOptions: own, effectiveOptions, throttleRate }: Options): OptionFact[] {
  const { timeoutSeconds, connectTimeoutSeconds, retryDelaysSeconds } = effectiveOptions;
  const rate = throttleRate === null ? null : rateWords(throttleRate, own.throttleWindowSeconds ?? 1);
  const schedule = scheduleWords(retryDelaysSeconds);
  const order = [
    own.fifo ? "strictly one after the other" : "as fast as they come",
    own.sequence ? "numbered in webhook-sequence" : "",
  ].filter(Boolean);
  const hidden = [own.logRequests === false ? "requests" : "", own.logResponses === false ? "replies" : ""].filter(
    Boolean,
  );
  const networks = own.networks ? listed(own.networks) : "Every public address";
  return [
    {
      section: "timeouts",
      label: "Timeouts",
      text: `${span(timeoutSeconds)} for a reply${connectTimeoutSeconds < timeoutSeconds ? `, ${span(connectTimeoutSeconds)} of them to connect` : ""}`,
      short: `timeout ${span(own.timeoutSeconds === null ? connectTimeoutSeconds : timeoutSeconds)}${own.timeoutSeconds === null ? " to connect" : ""}`,
      isOwn: own.timeoutSeconds !== null || own.connectTimeoutSeconds !== null,
    },
    { section: "retries", label: "Retries", text: schedule, short: schedule, isOwn: own.retry !== null },
    {
      section: "replies",
      label: "Replies",
      text: replyWords(own.retryStatusCodes, own.finalStatusCodes),
      short: "own list of replies",
      isOwn: own.retryStatusCodes !== null || own.finalStatusCodes !== null,
    },
    {
      section: "rate-limit",
      label: "Rate limit",
      text: rate ? `${capital(rate)}, others wait` : "None",
      short: rate ?? "no rate limit",
      isOwn: rate !== null,
    },
    {
      section: "batches",
      label: "Batches",
      text: own.batch
        ? `Up to ${formatQuantity(own.batch.maxEvents, "event", "events")} in a request, after ${span(own.batch.maxWaitSeconds)} at the latest`
        : "Each event in a request of its own",
      short: own.batch ? `batches of ${formatCount(own.batch.maxEvents)}` : "no batches",
      isOwn: own.batch !== null,
    },
    {
      section: "order",
      label: "Order",
      text: capital(order.join(", ")),
      short: own.fifo ? "strict order" : "numbered",
      isOwn: own.fifo === true || own.sequence === true,
    },
    {
      section: "networks",
      label: "Networks and TLS",
      text: `${networks}, TLS ${own.minTlsVersion ?? "1.2"} or newer`,
      short: [own.networks ? formatQuantity(own.networks.length, "network", "networks") : "", tls(own.minTlsVersion)]
        .filter(Boolean)
        .join(", "),
      isOwn: own.networks !== null || own.minTlsVersion === "1.3",
    },
    {
      section: "log",
      label: "Log",
      text: hidden.length > 0 ? `Without the bodies of ${listed(hidden)}` : "Requests and replies",
      short: `log without ${listed(hidden)}`,
      isOwn: hidden.length > 0,
    },
  ];
}

function tls(version: string | null): string {
  return version === "1.3" ? "TLS 1.3" : "";
}

/** What differs from the installation's own, on one line; null when nothing does. */
export function differenceLine(endpoint: Options): string | null {
  const own = optionFacts(endpoint).filter(({ isOwn }) => isOwn);
  return own.length === 0 ? null : capital(own.map(({ short }) => short).join(" · "));
}
