import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { hmacSignature } from "@/lib/webhook/hmac-headers.ts";
import { keyPairOf, publicJwk } from "@/lib/webhook/key-pair.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";
import { sign, signatureHeader, signingKeyOf } from "@/lib/webhook/signature.ts";

const GUIDE = readFileSync(path.resolve(import.meta.dirname, "../../docs/receiving.md"), "utf8");

/** The first block of code below a heading. */
function codeBelow(heading: string): string {
  const code = /```\w+\n([\s\S]*?)```/.exec(GUIDE.slice(GUIDE.indexOf(`\n${heading}\n`)))?.[1];
  if (!GUIDE.includes(`\n${heading}\n`) || code === undefined) throw new Error(`no code below ${heading}`);
  return code;
}

const isThere = (program: string, ask = "--version") => spawnSync(program, [ask]).status === 0;

function run(program: string, args: string[], options: { input?: string; env?: Record<string, string> } = {}): string {
  const { status, stdout, stderr } = spawnSync(program, args, { ...options, env: { ...process.env, ...options.env } });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString();
}

const SECRET = formatSecret(Buffer.alloc(32, 7));
const ID = "msg_1";
const BODY = '{"number":1.0,"text":"größe 🪝"}\n';

interface Case {
  headers: Record<string, string>;
  body: string;
}

function signed(secrets: string[], secondsAgo = 0): Case {
  const timestamp = Math.floor(Date.now() / 1000) - secondsAgo;
  const signature = signatureHeader(secrets.map(signingKeyOf), ID, timestamp, BODY);
  return {
    headers: { "webhook-id": ID, "webhook-timestamp": String(timestamp), "webhook-signature": signature },
    body: BODY,
  };
}

const change = (given: Case, name: string, value: string): Case => ({
  ...given,
  headers: { ...given.headers, [name]: value },
});

/** What a verifier must say of each. */
function casesOf(secret: string, other: string): [Case, boolean][] {
  const right = signed([secret]);
  return [
    [right, true],
    [signed([other, secret]), true],
    [signed([secret], 290), true],
    [signed([secret], 310), false],
    [signed([secret], -310), false],
    [signed([other]), false],
    [{ ...right, body: BODY.trimEnd() }, false],
    [change(right, "webhook-id", "msg_2"), false],
    [change(right, "webhook-timestamp", `${right.headers["webhook-timestamp"]}.0`), false],
    [change(right, "webhook-timestamp", "soon"), false],
    [change(right, "webhook-signature", "v1,"), false],
    [change(right, "webhook-signature", right.headers["webhook-signature"]?.replace(/v1a?,/, "v2,") ?? ""), false],
  ];
}

const NODE_DRIVER = `
import { readFileSync } from "node:fs";
const { cases, first } = JSON.parse(readFileSync(0, "utf8"));
const answer = ({ headers, body }) => Boolean(VERIFY(first, headers, Buffer.from(body)));
process.stdout.write(JSON.stringify(cases.map(answer)));`;
const PYTHON_DRIVER = `
import json, sys
given = json.load(sys.stdin)
print(json.dumps([verify(given["first"], case["headers"], case["body"].encode()) for case in given["cases"]]))`;

function answers(output: string): unknown {
  return JSON.parse(output) as unknown;
}

describe("the guide's code", () => {
  const shared = casesOf(SECRET, formatSecret(Buffer.alloc(24, 9)));
  const input = JSON.stringify({ cases: shared.map(([one]) => one), first: SECRET });
  const expected = shared.map(([, isRight]) => isRight);

  test("for Node accepts what is signed, and nothing else", () => {
    const code = codeBelow("### Node") + NODE_DRIVER.replace("VERIFY", "verify");
    expect(answers(run("node", ["--input-type=module", "-e", code], { input }))).toEqual(expected);
  });

  test.skipIf(!isThere("python3"))("for Python accepts what is signed, and nothing else", () => {
    expect(answers(run("python3", ["-c", codeBelow("### Python") + PYTHON_DRIVER], { input }))).toEqual(expected);
  });

  test.skipIf(!isThere("openssl", "version"))("for OpenSSL makes the signature", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "receiving-"));
    const file = path.join(directory, "body");
    await writeFile(file, BODY);
    const env = { SECRET, ID, TIMESTAMP: "1700000000", BODY_FILE: file };
    const made = run("sh", ["-c", codeBelow("### By hand")], { env }).trim();
    await rm(directory, { recursive: true });
    expect(`v1,${made}`).toBe(sign(signingKeyOf(SECRET), ID, 1_700_000_000, BODY));
  });

  test("for key pairs accepts what is signed, and nothing else", () => {
    const [own, other] = [keyPairOf(Buffer.alloc(32, 1)), keyPairOf(Buffer.alloc(32, 2))];
    const cases = casesOf(own.privateText, other.privateText);
    const keys = [publicJwk(keyPairOf(Buffer.alloc(32, 3)).publicText), publicJwk(own.publicText)];
    const code = codeBelow("## With a key pair") + NODE_DRIVER.replace("VERIFY", "verifyWithPublicKeys");
    const pairs = JSON.stringify({ cases: cases.map(([one]) => one), first: keys });
    expect(answers(run("node", ["--input-type=module", "-e", code], { input: pairs }))).toEqual(
      cases.map(([, isRight]) => isRight),
    );
  });

  test("for plain signatures accepts what is signed, and nothing else", () => {
    const profile = { prefix: "sha256=", encoding: "hex", algorithm: "sha256", signs: "body", key: "text" } as const;
    const right = hmacSignature(profile, signingKeyOf(SECRET), 0, BODY);
    const cases = [right, right.replace("sha256=", "sha1="), `${right}0`, `${right.slice(0, -1)}ö`, ""];
    const driver = `process.stdout.write(JSON.stringify(${JSON.stringify(cases)}.map((one) => verifyPlain(${JSON.stringify(SECRET)}, one, ${JSON.stringify(BODY)}))));`;
    const code = codeBelow("## A plain signature header") + driver;
    expect(answers(run("node", ["--input-type=module", "-e", code]))).toEqual([true, false, false, false, false]);
  });
});
