// The text format of Prometheus, version 0.0.4.

export interface Sample {
  labels?: Record<string, string>;
  value: number;
  /** What follows the name: `_bucket`, `_sum`, `_count` of a histogram. */
  suffix?: string;
}

const escapeValue = (text: string) =>
  text.replace(/[\\"\n]/g, (character) => (character === "\n" ? "\\n" : `\\${character}`));

/** A metric with its samples, one a line. */
export function metric(type: "gauge" | "counter" | "histogram", name: string, help: string, samples: Sample[]): string {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ labels = {}, value, suffix = "" }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeValue(text)}"`);
      return `${name}${suffix}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
    }),
  ].join("\n");
}

/** A sample for each value of one label. */
export function byLabel(label: string, values: Record<string, number>): Sample[] {
  return Object.entries(values).map(([text, value]) => ({ labels: { [label]: text }, value }));
}
