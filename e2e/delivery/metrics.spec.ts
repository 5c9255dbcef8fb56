import fs from "node:fs";
import { parse } from "yaml";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

/** Labels that Prometheus itself puts on what it scrapes. */
const OF_SCRAPES = ["instance", "pod"];
const NAME = /\b(?:posthorn|webhook)_[a-z_]+/g;
const LABEL_LISTS = /\b(?:by|without|on|group_left|label_values\([a-z_]+,)\s*\(?([a-z_, ]+)\)/g;
const MATCHERS = /\{([^{}]*)\}/g;

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}
interface Dashboard {
  panels: { targets: { expr: string }[] }[];
  templating: { list: { definition: string }[] };
}

/** Every name in an expression, of metrics and of labels. */
function namesIn(expr: string): { metrics: string[]; labels: string[] } {
  const lists = [...expr.matchAll(LABEL_LISTS)].flatMap(([, list = ""]) => list.split(","));
  const matched = [...expr.matchAll(MATCHERS)].flatMap(([, inside = ""]) =>
    [...inside.matchAll(/([a-z_]+)\s*[=!]/g)].map(([, label = ""]) => label),
  );
  const labels = [...lists, ...matched].map((label) => label.trim()).filter((label) => !OF_SCRAPES.includes(label));
  return { metrics: expr.match(NAME) ?? [], labels };
}

test("what the rules and the dashboard ask for is what the service tells after some traffic", async ({
  api,
  svix,
  application,
  receiver,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  receiver.answerWith({ status: 500 });
  for (let n = 0; n < 2; n++) await svix.message.create(application.id, { eventType: "job.failed", payload: {} });
  const ofApplication = (text: string) => text.split("\n").filter((line) => line.includes(application.id));
  await until("failed tries to be counted", async () => {
    const text = String((await api("GET", "/metrics")).body);
    return /status="failed"\} [1-9]/.test(ofApplication(text).join("\n")) ? { text } : notYet(ofApplication(text));
  });
  receiver.answerWith({ status: 200 });
  await svix.message.create(application.id, { eventType: "job.completed", payload: {} });
  const { text } = await until("a delivery to be counted", async () => {
    const answer = await api("GET", "/metrics");
    const told = String(answer.body);
    const counted = ofApplication(told).some((line) => /event_type="job.completed",status="succeeded"\} 1$/.test(line));
    return counted ? { text: told } : notYet(ofApplication(told));
  });
  expect(text).toMatch(new RegExp(`posthorn_application_info\\{application="${application.id}",uid=""\\} 1`));

  const told = {
    metrics: new Set([...text.matchAll(/^([a-z_]+)/gm)].map(([, name]) => name)),
    labels: new Set([...text.matchAll(/([a-z_]+)="/g)].map(([, name]) => name)),
  };
  const rules = (parse(fs.readFileSync("public/monitoring/posthorn-rules.yml", "utf8")) as Rules).groups.flatMap(
    (group) => group.rules,
  );
  const dashboard = JSON.parse(fs.readFileSync("public/monitoring/grafana-dashboard.json", "utf8")) as Dashboard;
  const exprs = [
    ...rules.map(({ expr }) => expr),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...dashboard.templating.list.map(({ definition }) => definition),
  ];
  const asked = exprs.map(namesIn);
  expect(asked.every(({ metrics }) => metrics.length > 0)).toBe(true);
  expect(new Set(asked.flatMap(({ metrics }) => metrics.filter((name) => !told.metrics.has(name))))).toEqual(new Set());
  expect(new Set(asked.flatMap(({ labels }) => labels.filter((name) => !told.labels.has(name))))).toEqual(new Set());

  expect((await api("POST", "/metrics")).status).toBe(405);
  expect((await api("GET", "/metrics", undefined, { authorization: "" })).status).toBe(401);
  expect((await api("GET", "/api/metrics")).status).toBe(200);
  const served = await api("GET", "/monitoring/posthorn-rules.yml", undefined, { authorization: "" });
  expect(served.body).toContain("PosthornSuccessRateLow");
});
