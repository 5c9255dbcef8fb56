import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, describe, expect, test } from "vitest";
import { HANDLERS, handlerOf } from "@/components/verify/handlers.ts";
import { highlight } from "@/components/verify/highlight.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";
import { signatureHeader, signingKeyOf } from "@/lib/webhook/signature.ts";

const FOLDER = path.resolve(import.meta.dirname, "handlers");
const DRIVERS = path.resolve(import.meta.dirname, "handlers-testing");
const SECRET = formatSecret(Buffer.alloc(32, 7));
const OTHER = formatSecret(Buffer.alloc(24, 9));
const BODY = '{"number":1.0,"text":"größe 🪝"}\n';
const BUILD_MS = 240_000;

const directory = mkdtempSync(path.join(tmpdir(), "handlers-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Case = { id?: string; timestamp?: string; signature?: string; body: string };

/** A request as we sign it. */
function signed(secrets: string[], secondsAgo = 0): Required<Case> {
  const seconds = Math.floor(Date.now() / 1000) - secondsAgo;
  const signature = signatureHeader(secrets.map(signingKeyOf), "msg_1", seconds, BODY);
  return { id: "msg_1", timestamp: String(seconds), signature, body: BODY };
}

function cases(): [Case, 204 | 401][] {
  const right = signed([SECRET]);
  return [
    [right, 204],
    [signed([OTHER, SECRET]), 204],
    [signed([SECRET], 250), 204],
    [signed([SECRET], 400), 401],
    [signed([SECRET], -400), 401],
    [signed([OTHER]), 401],
    [{ ...right, body: BODY.trimEnd() }, 401],
    [{ ...right, id: "msg_2" }, 401],
    [{ ...right, timestamp: "soon" }, 401],
    [{ ...right, signature: "v1," }, 401],
    [{ ...right, signature: right.signature.replace("v1,", "v2,") }, 401],
    [{ id: right.id, timestamp: right.timestamp, body: BODY }, 401],
    [{ body: BODY }, 401],
  ];
}

const isThere = (program: string, ask = "--version") => spawnSync(program, [ask]).status === 0;

function run(program: string, args: string[], input = "", cwd = directory): SpawnSyncReturns<Buffer> {
  const env = { ...process.env, WEBHOOK_SECRET: SECRET, GOFLAGS: "-mod=mod", GOWORK: "off" };
  const done = spawnSync(program, args, { input, env, cwd, timeout: BUILD_MS });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.stdout}\n${done.stderr}`);
  return done;
}

/** A line for each case, its four parts in base64; `-` for a header that is not there. */
function linesOf(all: [Case, number][]): string {
  const part = (text: string | undefined) => (text === undefined ? "-" : Buffer.from(text).toString("base64"));
  return all
    .map(([{ id, timestamp, signature, body }]) => [id, timestamp, signature, body].map(part).join(" "))
    .join("\n");
}

/** Runs a driver over all the cases: it prints the status of each. */
function expectRight(program: string, args: string[], cwd?: string): void {
  const all = cases();
  const statuses = run(program, args, linesOf(all), cwd).stdout.toString().trim().split(/\s+/).map(Number);
  expect(statuses).toEqual(all.map(([, status]) => status));
}

function workplace(name: string, files: Record<string, string>): string {
  const place = path.join(directory, name);
  mkdirSync(place, { recursive: true });
  for (const [to, from] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(place, to)), { recursive: true });
    copyFileSync(from, path.join(place, to));
  }
  return place;
}

const own = (file: string) => path.join(FOLDER, file);
const driver = (file: string) => path.join(DRIVERS, file);

// The frameworks are not installed here. What stands in for them does what a handler asks of them, and no more.
describe("a handler accepts what is signed, and nothing else:", () => {
  const tsx = import.meta.resolve("tsx");
  test.each(["express.js", "next.ts", "fetch.ts"])("%s", { timeout: BUILD_MS }, (handler) => {
    const place = workplace(handler, {
      [`handler${path.extname(handler)}`]: own(handler),
      "driver.mjs": driver("node.mjs"),
    });
    cpSync(driver("packages"), path.join(place, "node_modules"), { recursive: true });
    writeFileSync(path.join(place, "package.json"), '{"type":"module"}');
    expectRight("node", ["--import", tsx, "driver.mjs", `./handler${path.extname(handler)}`], place);
  });

  test.skipIf(!isThere("python3")).each(["fastapi.py", "django.py"])("%s", { timeout: BUILD_MS }, (handler) => {
    expectRight("python3", [driver("python_driver.py"), own(handler)]);
  });

  test.skipIf(!isThere("go", "version"))("nethttp.go", { timeout: BUILD_MS }, () => {
    const place = workplace("go", { "main.go": own("nethttp.go"), "main_test.go": driver("go_driver.txt") });
    writeFileSync(path.join(place, "go.mod"), "module webhooks\n\ngo 1.22\n");
    const binary = path.join(place, "driver");
    run("go", ["test", "-c", "-vet=off", "-o", binary, "."], "", place);
    expectRight(binary, []);
  });

  test.skipIf(!isThere("javac"))("WebhookController.java", { timeout: BUILD_MS }, () => {
    const place = workplace("java", {
      "WebhookController.java": own("WebhookController.java"),
      "Driver.java": driver("Driver.java"),
    });
    run(
      "javac",
      ["-proc:none", "-d", place, "-sourcepath", driver("spring"), "WebhookController.java", "Driver.java"],
      "",
      place,
    );
    expectRight("java", ["-cp", place, "Driver"]);
  });
});

describe("a handler can at least be read by its language:", () => {
  test.skipIf(!isThere("rustfmt"))("axum.rs (its crates are not installed)", () => {
    run("rustfmt", ["--edition", "2021", "--check", "--config", "max_width=140", own("axum.rs")]);
  });
  test.skipIf(!isThere("ruby"))("rails.rb (Rails is not installed)", () => {
    run("ruby", ["-c", own("rails.rb")]);
  });
  test.skipIf(!isThere("php"))("laravel.php (Laravel is not installed)", () => {
    run("php", ["-l", own("laravel.php")]);
  });
  test.skipIf(!isThere("elixir"))("plug.ex (Plug is not installed)", () => {
    run("elixir", ["-e", `Code.string_to_quoted!(File.read!("${own("plug.ex")}"))`]);
  });
  test.skip(
    "ktor.kt and aspnet.cs: neither Kotlin nor .NET is installed, and neither has a parser without its compiler",
  );
});

test.skipIf(!isThere("openssl", "version") || !isThere("curl"))(
  "by hand, a request is signed as we sign it",
  async () => {
    const received: { body: string; headers: Record<string, string> }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        received.push({ body: Buffer.concat(chunks).toString(), headers });
        response.writeHead(204).end();
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const env = { ...process.env, WEBHOOK_SECRET: SECRET, URL: `http://127.0.0.1:${port}/`, no_proxy: "127.0.0.1" };
    const [code] = await once(spawn("sh", [own("by-hand.sh")], { env, stdio: "ignore" }), "close");
    server.close();
    expect(code).toBe(0);
    expect(new Webhook(SECRET).verify(received[0]?.body ?? "", received[0]?.headers ?? {})).toEqual({ hello: "world" });
  },
);

test("every handler takes its secret from the environment, marks one line, and is shown as it is", () => {
  for (const { id, code, comment } of HANDLERS) {
    expect(code, id).toContain("WEBHOOK_SECRET");
    expect(code, id).not.toContain("whsec_A");
    const lines = highlight({ code, comment });
    expect(lines.map(({ spans }) => spans.map(({ text }) => text).join("")).join("\n"), id).toBe(
      code.replace(/\n$/, ""),
    );
    expect(lines.filter(({ isMarked }) => isMarked).length, id).toBe(1);
    expect(
      lines.filter(({ spans }) => spans.map(({ text }) => text).join("").length > 140),
      id,
    ).toEqual([]);
  }
});

test("an unknown language is the last one that was chosen, or Node", () => {
  expect([handlerOf("go", "php").id, handlerOf("cobol", "php").id, handlerOf(undefined).id]).toEqual([
    "go",
    "php",
    "node",
  ]);
});
