import fs from "node:fs";
import path from "node:path";

export interface Guide {
  /** The last part of its address and the name of its file. */
  slug: string;
  title: string;
  /** One line for the list of guides. */
  about: string;
}

const FOLDER = path.join(process.cwd(), "docs");

/** In reading order. Every file of docs/ stands here once; a test compares. */
export const GUIDES: readonly { group: string; guides: readonly Guide[] }[] = [
  {
    group: "Begin",
    guides: [
      { slug: "quick-start", title: "Quick start", about: "From an empty machine to a delivered webhook." },
      { slug: "sending", title: "Sending", about: "Messages, event types, channels, tags, schedules, repeats." },
      {
        slug: "receiving",
        title: "Receiving and verifying",
        about: "What a receiver does, with code for Node, Python, Go, Ruby and PHP.",
      },
      {
        slug: "migrating",
        title: "Moving from a Svix installation",
        about: "Change one line, then check these things.",
      },
    ],
  },
  {
    group: "Go further",
    guides: [
      { slug: "short-api", title: "The short API", about: "A handful of calls, and endpoints from the environment." },
      { slug: "api-keys", title: "API keys", about: "Scopes, networks, one application, expiry." },
      { slug: "limits", title: "Limits and quotas", about: "How often, how much, how large, and for whom." },
      { slug: "access", title: "Who may do what", about: "Staff roles, scopes and capabilities, for every operation." },
      {
        slug: "staff",
        title: "Staff and single sign-on",
        about: "Invitations, second factors, sessions, the way back in.",
      },
      { slug: "audit-log", title: "The audit log", about: "Everything that was done, by whom, why and from where." },
      {
        slug: "support",
        title: "Helping a customer",
        about: "View as customer, suspend, portal links, what an endpoint does.",
      },
      { slug: "activity", title: "Activity", about: "Who changed what: for you, and for your customers." },
      {
        slug: "operational-webhooks",
        title: "Operational webhooks",
        about: "Hear what happens to your customers' endpoints.",
      },
      {
        slug: "alerts",
        title: "Alerts for customers",
        about: "E-mails, Slack and webhooks when an endpoint needs its owner.",
      },
      {
        slug: "failure-groups",
        title: "Failure groups",
        about: "What fails across customers, by endpoint and cause, and what to do about it.",
      },
      { slug: "inbound", title: "Inbound sources", about: "Receive other providers' webhooks, and forward them." },
      {
        slug: "event-types",
        title: "Event types",
        about: "Schemas, checks of payloads, import, the public catalogue.",
      },
      {
        slug: "embedding",
        title: "Embedding and branding",
        about: "Portals in your product, in your colours: frames, messages, cookies.",
      },
      { slug: "outbox", title: "The transactional outbox", about: "Send from SQL, within your own transaction." },
      {
        slug: "delivery",
        title: "Delivery options",
        about: "Formats, signatures, timeouts, retries, limits, order, batches, breakers.",
      },
      {
        slug: "replays",
        title: "Replaying many",
        about: "Recover, replay what is missing, expunge: background tasks.",
      },
      {
        slug: "transformations",
        title: "Transformations",
        about: "JavaScript that changes or cancels what an endpoint is sent.",
      },
    ],
  },
  {
    group: "Operate",
    guides: [
      { slug: "deploying", title: "Deploying", about: "Processes, containers, Kubernetes, backup." },
      { slug: "configuration", title: "Configuration", about: "Every setting: what it takes, and its danger." },
      { slug: "upgrading", title: "Upgrading", about: "A new release while messages flow, and the way back." },
      { slug: "sizing", title: "Sizing", about: "Processor, memory, disk and connections for your traffic." },
      { slug: "scaling", title: "Scaling", about: "How far one PostgreSQL goes, and how to go past it." },
      { slug: "secrets", title: "Secrets", about: "How they are stored, and how to change the one behind them." },
      {
        slug: "compatibility",
        title: "Compatibility",
        about: "Which calls of the official SDKs work, and which do not.",
      },
      {
        slug: "privacy",
        title: "Privacy and retention",
        about: "Settings, what is kept for how long, redaction, export and purge of a customer.",
      },
      { slug: "system", title: "The system page", about: "What it shows, and draining a worker." },
      {
        slug: "monitoring",
        title: "Monitoring",
        about: "Metrics, alerts to staff, and traces.",
      },
      { slug: "runbooks", title: "Runbooks", about: "What to do about each alert, and what else happens." },
      { slug: "failover", title: "Failover", about: "Going over to a standby server, and what that costs." },
      { slug: "faults", title: "The fault matrix", about: "What was broken on purpose, and what came of it." },
      { slug: "soak", title: "Soak", about: "Half an hour of load and faults: what was lost, and what grew." },
      {
        slug: "security-model",
        title: "Security model",
        about: "Who is trusted with what, and where the borders are.",
      },
      { slug: "security", title: "Security checks", about: "What must not be possible, and the tests that prove it." },
      {
        slug: "supply-chain",
        title: "Supply chain",
        about: "Bill of materials, licences, install scripts, pinned images.",
      },
      { slug: "licences", title: "Licences", about: "Of every package that a production installation may have." },
      { slug: "benchmarks", title: "Benchmarks", about: "What was measured, against which limit." },
      { slug: "architecture", title: "Architecture", about: "How it is built, and why so." },
    ],
  },
];

export const allGuides = (): Guide[] => GUIDES.flatMap(({ guides }) => guides);

/** The guide and its text in Markdown; null when there is none of that name. */
export function readGuide(slug: string): (Guide & { text: string }) | null {
  const guide = allGuides().find((one) => one.slug === slug);
  if (!guide) return null;
  return { ...guide, text: fs.readFileSync(path.join(FOLDER, `${guide.slug}.md`), "utf8") };
}
