/** Code to begin with. Names of fields are examples, to be replaced by one's own. */
export const TEMPLATES = {
  rename: `function handler(webhook) {
  // Call "amount" "total", and leave the rest as it is.
  const { amount, ...rest } = webhook.payload;
  webhook.payload = { ...rest, total: amount };
  return webhook;
}
`,
  drop: `function handler(webhook) {
  // Send the payload without these fields.
  for (const field of ["internal", "debug"]) {
    delete webhook.payload[field];
  }
  return webhook;
}
`,
  route: `function handler(webhook) {
  // Send to another path of the same server, by what the payload says.
  const region = webhook.payload.region ?? "default";
  webhook.url += "/" + encodeURIComponent(region);
  return webhook;
}
`,
  cancel: `function handler(webhook) {
  // Send nothing about small amounts.
  if (webhook.payload.amount < 100) {
    webhook.cancel = true;
  }
  return webhook;
}
`,
  slack: `function handler(webhook) {
  // What an incoming webhook of Slack expects.
  const lines = Object.entries(webhook.payload).map(
    ([name, value]) => "*" + name + "*: " + JSON.stringify(value),
  );
  webhook.payload = { text: webhook.eventType + "\\n" + lines.join("\\n") };
  return webhook;
}
`,
} as const;

export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];

export const FIRST_CODE = `function handler(webhook) {
  return webhook;
}
`;
