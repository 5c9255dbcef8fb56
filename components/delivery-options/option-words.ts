import type { useTranslations } from "use-intl";
import type { Format } from "@/components/ui/format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type Options = Pick<EndpointOut, "deliveryOptions" | "effectiveOptions" | "throttleRate">;
export type OptionWords = {
  t: ReturnType<typeof useTranslations<"delivery-options">>;
  format: Pick<Format, "span" | "list">;
};

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

/** `8 tries over 27 h 35 min`. */
export function scheduleWords(delaysSeconds: readonly number[], { t, format }: OptionWords): string {
  if (delaysSeconds.length === 0) return t("retries.one");
  const total = delaysSeconds.reduce((sum, delay) => sum + delay, 0);
  return t("retries.tries", { count: delaysSeconds.length + 1, span: format.span(total * 1000) });
}

/** What becomes of a reply that is not 2xx. */
export function replyWords(
  retry: readonly string[] | null,
  final: readonly string[] | null,
  { t, format }: OptionWords,
): string {
  const codes = (list: readonly string[]) => ({ codes: format.list([...list]), count: list.length });
  const sentences = [
    ...(final ? [t("replies.ends", codes(final))] : []),
    retry ? t("replies.only", codes(retry)) : t(final ? "replies.everyOther" : "replies.every"),
  ];
  return sentences.join(" ");
}

type RateWords = { t: ReturnType<typeof useTranslations<"delivery-options.rate">>; span: Format["span"] };

const windowOf = (seconds: number) => (seconds === 1 ? "perSecond" : seconds === 60 ? "perMinute" : "inSpan");

/** `At most 10 per second; others wait their turn.` */
export function rateSays(count: number, windowSeconds: number, { t, span }: RateWords): string {
  return t(`${windowOf(windowSeconds)}Says`, { count, span: span(windowSeconds * 1000) });
}

/** `at most 10 per second`, `at most 100 in 5 min`. */
export function rateWords(count: number, windowSeconds: number, { t, format }: OptionWords): string {
  return t(`rate.${windowOf(windowSeconds)}`, { count, span: format.span(windowSeconds * 1000) });
}

/** Texts of a line begin small, and that of a sentence does not. */
const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Every delivery option of an endpoint in words, in the order of the settings. */
export function optionFacts(endpoint: Options, words: OptionWords): OptionFact[] {
  const { deliveryOptions: own, effectiveOptions } = endpoint;
  const { t } = words;
  const schedule = scheduleWords(effectiveOptions.retryDelaysSeconds, words);
  const rate = rateFact(endpoint, words);
  return [
    {
      section: "timeouts",
      label: t("timeouts.title"),
      ...timeoutFact(endpoint, words),
      isOwn: own.timeoutSeconds !== null || own.connectTimeoutSeconds !== null,
    },
    { section: "retries", label: t("retries.title"), text: schedule, short: schedule, isOwn: own.retry !== null },
    {
      section: "replies",
      label: t("replies.title"),
      text: replyWords(own.retryStatusCodes, own.finalStatusCodes, words),
      short: t("replies.short"),
      isOwn: own.retryStatusCodes !== null || own.finalStatusCodes !== null,
    },
    { section: "rate-limit", label: t("rate.title"), ...rate, isOwn: endpoint.throttleRate !== null },
    { section: "batches", label: t("batches.title"), ...batchFact(own, words), isOwn: own.batch !== null },
    {
      section: "order",
      label: t("order.title"),
      text: t(`order.${own.fifo ? "isStrict" : "isFree"}${own.sequence ? "Numbered" : ""}`),
      short: t(own.fifo ? "order.shortStrict" : "order.shortNumbered"),
      isOwn: own.fifo === true || own.sequence === true,
    },
    {
      section: "networks",
      label: t("networks.title"),
      ...networkFact(own, words),
      isOwn: own.networks !== null || own.minTlsVersion === "1.3",
    },
    {
      section: "log",
      label: t("log.title"),
      ...logFact(own, words),
      isOwn: own.logRequests === false || own.logResponses === false,
    },
  ];
}

type Own = Options["deliveryOptions"];
type Texts = Pick<OptionFact, "text" | "short">;

function timeoutFact({ deliveryOptions: own, effectiveOptions }: Options, { t, format }: OptionWords): Texts {
  const { timeoutSeconds, connectTimeoutSeconds } = effectiveOptions;
  const total = format.span(timeoutSeconds * 1000);
  const connect = format.span(connectTimeoutSeconds * 1000);
  return {
    text:
      connectTimeoutSeconds < timeoutSeconds
        ? t("fact.timeoutConnect", { total, connect })
        : t("fact.timeout", { total }),
    short:
      own.timeoutSeconds === null
        ? t("fact.timeoutShortConnect", { span: connect })
        : t("fact.timeoutShort", { span: total }),
  };
}

function rateFact({ deliveryOptions: own, throttleRate }: Options, words: OptionWords): Texts {
  const { t } = words;
  if (throttleRate === null) return { text: t("fact.noRate"), short: t("fact.noRateShort") };
  const rate = rateWords(throttleRate, own.throttleWindowSeconds ?? 1, words);
  return { text: t("fact.rate", { rate: capital(rate) }), short: rate };
}

function batchFact({ batch }: Own, { t, format }: OptionWords): Texts {
  if (!batch) return { text: t("batches.single"), short: t("batches.shortNone") };
  const count = batch.maxEvents;
  return {
    text: t("batches.upTo", { count, span: format.span(batch.maxWaitSeconds * 1000) }),
    short: t("batches.short", { count }),
  };
}

function networkFact({ networks, minTlsVersion }: Own, { t, format }: OptionWords): Texts {
  const names = networks ? format.list(networks) : t("networks.every");
  const count = networks?.length ?? 0;
  const short = networks ? (minTlsVersion === "1.3" ? "shortBoth" : "short") : "shortTls";
  return {
    text: t("networks.says", { networks: names, version: minTlsVersion ?? "1.2" }),
    short: t(`networks.${short}`, { count }),
  };
}

function logFact({ logRequests, logResponses }: Own, { t }: OptionWords): Texts {
  const hidden = logRequests === false ? (logResponses === false ? "Both" : "Requests") : "Replies";
  const isWhole = logRequests !== false && logResponses !== false;
  return { text: t(isWhole ? "log.both" : `log.without${hidden}`), short: t(`log.short${hidden}`) };
}

/** What differs from the installation's own, on one line; null when nothing does. */
export function differenceLine(endpoint: Options, words: OptionWords): string | null {
  const own = optionFacts(endpoint, words).filter(({ isOwn }) => isOwn);
  return own.length === 0 ? null : capital(own.map(({ short }) => short).join(" · "));
}
