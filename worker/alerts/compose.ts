import type { Dispatch } from "@/lib/domain/alerts/dispatch.ts";
import type { AlertFacts, FactsOf } from "@/lib/domain/alerts/facts.ts";
import { linkUrl, unsubscribeUrl } from "@/lib/domain/alerts/link.ts";
import { CAUSES } from "@/lib/webhook/cause.ts";
import { type AlertDocument, oneLine, withoutLinks } from "@/worker/alerts/document.ts";
import { type Words, wordsOf } from "@/worker/alerts/words.ts";

type Section = AlertDocument["sections"][number];
type About = Pick<
  Dispatch,
  "application" | "recipientId" | "locale" | "timeZone" | "purpose" | "told" | "moreCount" | "target"
> & {
  /** The page of the operator's product that opens the portal: a link into the portal itself would need a session. */
  portalUrl: string | null;
};

/** Says what a dispatch tells, in the recipient's language and time. */
export function composeAlert(dispatch: About): AlertDocument {
  const words = wordsOf(dispatch.locale, dispatch.timeZone);
  if (dispatch.purpose === "confirm") return composeConfirmation(dispatch, words);
  const { t } = words;
  const application = oneLine(dispatch.application.name);
  const sections = dispatch.told.map(({ facts }) => sectionOf(facts, words));
  if (dispatch.moreCount > 0) sections.push({ title: t("more", { count: dispatch.moreCount }), lines: [] });
  const { target, recipientId, portalUrl } = dispatch;
  const isEmail = target.kind === "email";
  return {
    ...headOf(dispatch, words, application),
    sections,
    action: portalUrl === null ? null : { label: t("action.open"), url: portalUrl },
    where: portalUrl === null ? t("where", { application }) : null,
    footer: isEmail ? [t("footer.why", { application, email: target.email })] : [],
    footerLink: isEmail ? { label: t("footer.unsubscribe"), url: pageUrl(recipientId, words) } : null,
  };
}

function headOf(
  { purpose, told, moreCount }: About,
  words: Words,
  application: string,
): Pick<AlertDocument, "subject" | "lead"> {
  const { t } = words;
  if (purpose === "test") return { subject: t("subject.test", { application }), lead: t("lead.test", { application }) };
  const [first] = told;
  if (first?.facts.kind === "weekly_summary") return weeklyHead(first.facts, words, application);
  const count = told.length + moreCount;
  if (first && count === 1) {
    return { subject: sectionOf(first.facts, words).title, lead: t("lead.one", { application }) };
  }
  return { subject: t("subject.several", { count, application }), lead: t("lead.several", { application }) };
}

function weeklyHead(facts: FactsOf<"weekly_summary">, { t, day, percent }: Words, application: string) {
  const { delivered, total, endpointCount, from, to } = facts;
  // The week ends with the midnight after its last day.
  const lastDay = new Date(Date.parse(to) - 1);
  return {
    subject: t("subject.weekly", { application, rate: percent(delivered / Math.max(total, 1)) }),
    lead: t("lead.weekly", { delivered, total, application, endpointCount, from: day(from), to: day(lastDay) }),
  };
}

function composeConfirmation({ application: { name }, recipientId, target }: About, words: Words): AlertDocument {
  const { t } = words;
  const application = withoutLinks(name);
  return {
    subject: t("subject.confirm", { application }),
    lead: t("lead.confirm", { application, email: target.kind === "email" ? target.email : "" }),
    sections: [],
    action: { label: t("action.confirm"), url: pageUrl(recipientId, words) },
    where: null,
    footer: [t("footer.confirm")],
    footerLink: null,
  };
}

const pageUrl = (recipientId: string, { locale }: Words) => `${linkUrl(recipientId)}?locale=${locale}`;

/** What mail programs offer beside the message. */
export function unsubscribeHeaderUrl({ recipientId }: Pick<Dispatch, "recipientId">): string {
  return unsubscribeUrl(recipientId);
}

function sectionOf(facts: AlertFacts, words: Words): Section {
  switch (facts.kind) {
    case "failing":
      return failingSection(facts, words);
    case "turning_off":
      return turningOffSection(facts, words);
    case "turned_off":
      return turnedOffSection(facts, words);
    case "certificate":
      return certificateSection(facts, words);
    case "weekly_summary":
      return weeklySection(facts, words);
  }
}

function failingSection(facts: FactsOf<"failing">, { t, moment, cause: causeWord }: Words): Section {
  const { host, failures, turnsOffAt } = facts;
  const cause = CAUSES.find((one) => one === facts.cause);
  return {
    title: t("failing.title", { endpoint: oneLine(facts.endpointName), since: moment(facts.since) }),
    lines: [
      failures > 0 ? t("failing.inARow", { failures, host }) : t("failing.byRate", { host }),
      ...(cause ? [t("failing.cause", { cause: causeWord(cause) })] : []),
      turnsOffAt === null ? t("failing.goesOn") : t("failing.turnsOff", { at: moment(turnsOffAt) }),
    ],
  };
}

function turningOffSection(facts: FactsOf<"turning_off">, { t, moment }: Words): Section {
  return {
    title: t("turningOff.title", { endpoint: oneLine(facts.endpointName), at: moment(facts.turnsOffAt) }),
    lines: [t("turningOff.why", { host: facts.host, since: moment(facts.since) }), t("turningOff.stop")],
  };
}

function turnedOffSection(facts: FactsOf<"turned_off">, { t, moment }: Words): Section {
  const { host, reason, since } = facts;
  const why = () => {
    if (reason === "gone") return t("turnedOff.gone", { host });
    return since === null
      ? t("turnedOff.failing", { host })
      : t("turnedOff.failingSince", { host, since: moment(since) });
  };
  return {
    title: t("turnedOff.title", { endpoint: oneLine(facts.endpointName), at: moment(facts.at) }),
    lines: [why(), t("turnedOff.kept")],
  };
}

function certificateSection(facts: FactsOf<"certificate">, { t, moment, day }: Words): Section {
  return {
    title: t("certificate.title", { endpoint: oneLine(facts.endpointName), at: day(facts.notAfter) }),
    lines: [
      t("certificate.left", { days: facts.daysLeft, host: facts.host }),
      t("certificate.renew"),
      t("certificate.seen", { seenAt: moment(facts.seenAt) }),
    ],
  };
}

function weeklySection({ worst, days }: FactsOf<"weekly_summary">, { t }: Words): Section {
  const lines = worst.map(({ endpointName, delivered, total }) =>
    t("weekly.endpoint", { endpoint: oneLine(endpointName), failed: total - delivered, total }),
  );
  return {
    title: lines.length > 0 ? t("weekly.worst") : t("weekly.none"),
    lines: [...lines, t("weekly.pulse", { pulse: pulseOf(days) })],
  };
}

const BARS = "▁▂▃▄▅▆▇█";

/** A bar for each day, the busiest the highest; a dot for a day without traffic. */
export function pulseOf(days: FactsOf<"weekly_summary">["days"]): string {
  const most = Math.max(...days.map(({ delivered, failed }) => delivered + failed), 1);
  return days
    .map(({ delivered, failed }) => {
      const share = (delivered + failed) / most;
      return share === 0 ? "·" : (BARS[Math.ceil(share * BARS.length) - 1] ?? "▁");
    })
    .join("");
}
