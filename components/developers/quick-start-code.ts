export const LANGUAGES = ["curl", "node", "python", "go", "ruby"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Record<Language, string> = {
  curl: "curl",
  node: "Node",
  python: "Python",
  go: "Go",
  ruby: "Ruby",
};

export interface Facts {
  publicUrl: string;
  /** A key, or the shell variable that stands for it. */
  key: string;
  /** Uid or id of the application. */
  application: string;
}

const EVENT_TYPE = "invoice.paid";
const APPLICATION_NAME = "First customer";

type Step = "application" | "message";
interface Call {
  path: string;
  body: object;
}

function callOf(step: Step, { application }: Facts): Call {
  if (step === "application") return { path: "/app", body: { name: APPLICATION_NAME, uid: application } };
  const body = { eventType: EVENT_TYPE, payload: { invoice: "in_1042", amount: 4200 } };
  return { path: `/app/${application}/msg`, body };
}

/** The official clients where they are told our address in one way; otherwise what each language sends with by itself. */
const WRITERS: Record<Language, (step: Step, facts: Facts) => string> = {
  curl(step, facts) {
    const { path, body } = callOf(step, facts);
    return `curl -X POST ${facts.publicUrl}/api/v1${path} \\
  -H "authorization: Bearer ${facts.key}" \\
  -H "content-type: application/json" \\
  -d '${JSON.stringify(body)}'`;
  },

  node(step, { publicUrl, key, application }) {
    const call =
      step === "application"
        ? `await posthorn.application.create({ name: "${APPLICATION_NAME}", uid: "${application}" });`
        : `await posthorn.message.create("${application}", {
  eventType: "${EVENT_TYPE}",
  payload: { invoice: "in_1042", amount: 4200 },
});`;
    return `// npm install svix
import { Svix } from "svix";

const posthorn = new Svix("${key}", { serverUrl: "${publicUrl}" });
${call}`;
  },

  python(step, { publicUrl, key, application }) {
    const isApplication = step === "application";
    const call = isApplication
      ? `posthorn.application.create(ApplicationIn(name="${APPLICATION_NAME}", uid="${application}"))`
      : `posthorn.message.create("${application}", MessageIn(
    event_type="${EVENT_TYPE}",
    payload={"invoice": "in_1042", "amount": 4200},
))`;
    return `# pip install svix
from svix.api import ${isApplication ? "ApplicationIn" : "MessageIn"}, Svix, SvixOptions

posthorn = Svix("${key}", SvixOptions(server_url="${publicUrl}"))
${call}`;
  },

  go(step, facts) {
    const { path, body } = callOf(step, facts);
    return `package main

import (
	"fmt"
	"net/http"
	"strings"
)

func main() {
	body := strings.NewReader(\`${JSON.stringify(body)}\`)
	request, err := http.NewRequest("POST", "${facts.publicUrl}/api/v1${path}", body)
	if err != nil {
		panic(err)
	}
	request.Header.Set("Authorization", "Bearer ${facts.key}")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
}`;
  },

  ruby(step, facts) {
    const { path, body } = callOf(step, facts);
    return `require "net/http"

answer = Net::HTTP.post(
  URI("${facts.publicUrl}/api/v1${path}"),
  '${JSON.stringify(body)}',
  "Authorization" => "Bearer ${facts.key}",
  "Content-Type" => "application/json",
)
puts answer.code`;
  },
};

export const codeOf = (language: Language, step: Step, facts: Facts): string => WRITERS[language](step, facts);
