// What a browser loads before a page answers: scripts and styles of every route, compressed, against docs' budgets.
// Run after `next build`: `node scripts/budget.mjs`. Exits with 1 when a route is over.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { ROOT } from "./lib/data-directory.mjs";

const BUILD = path.join(ROOT, ".next");
const KIB = 1024;

/** First rule that matches; KiB of compressed scripts at first load. */
const BUDGETS = [
  { routes: /^\/portal\/\[appId\]\/(endpoints\/\[epId\]\/)?deliveries/, kib: 210 },
  { routes: /^\/console/, kib: 240 },
  { routes: /./, kib: 185 },
];
const CSS_KIB = 30;
/** Of anything that is fetched later, when it is opened. */
const LAZY_KIB = 60;
/** The code editor, by a class name of its own. */
const EDITOR = { mark: "cm-lineNumbers", kib: 110 };

const sizes = new Map();

function compressed(file) {
  let size = sizes.get(file);
  if (size === undefined) {
    size = gzipSync(fs.readFileSync(path.join(BUILD, file)), { level: 9 }).length;
    sizes.set(file, size);
  }
  return size;
}

const sum = (files) => [...files].reduce((bytes, file) => bytes + compressed(file), 0);
const json = (file) => JSON.parse(fs.readFileSync(path.join(BUILD, file), "utf8"));

/** Next writes the manifest as a script that sets a global. */
function manifestOf(page) {
  const file = path.join(BUILD, "server/app", `${page}_client-reference-manifest.js`);
  if (!fs.existsSync(file)) return undefined;
  const sandbox = { __RSC_MANIFEST: {}, globalThis: {} };
  sandbox.globalThis = sandbox;
  vm.runInNewContext(fs.readFileSync(file, "utf8"), sandbox);
  return Object.values(sandbox.__RSC_MANIFEST)[0];
}

function routeOf([page, route], shared) {
  const manifest = page.endsWith("/page") ? manifestOf(page) : undefined;
  if (!manifest) return [];
  const scripts = new Set(shared);
  for (const files of Object.values(manifest.entryJSFiles)) for (const file of files) scripts.add(file);
  const styles = new Set(Object.values(manifest.entryCSSFiles).flatMap((files) => files.map((file) => file.path)));
  const budget = BUDGETS.find(({ routes }) => routes.test(route));
  return [{ route, scripts, js: sum(scripts), css: sum(styles), limit: budget.kib * KIB }];
}

const { rootMainFiles, polyfillFiles } = json("build-manifest.json");
const pages = Object.entries(json("app-path-routes-manifest.json"));
const rows = pages.flatMap((page) => routeOf(page, rootMainFiles)).sort((a, b) => b.js - a.js);
if (rows.length === 0) throw new Error("There is no build to measure: run `npm run build` first.");

const kib = (bytes) => (bytes / KIB).toFixed(1).padStart(7);
const width = Math.max(...rows.map(({ route }) => route.length));
console.log(`${"route".padEnd(width)}   JS KiB  budget  CSS KiB   (gzip, first load)`);
for (const { route, js, css, limit } of rows) {
  const over = js > limit || css > CSS_KIB * KIB;
  console.log(`${route.padEnd(width)}  ${kib(js)} ${kib(limit)}  ${kib(css)}${over ? "   OVER" : ""}`);
}

const first = new Set([...rows.flatMap(({ scripts }) => [...scripts]), ...polyfillFiles]);
const lazy = fs
  .readdirSync(path.join(BUILD, "static/chunks"))
  .filter((name) => name.endsWith(".js") && !first.has(`static/chunks/${name}`))
  .map((name) => {
    const file = `static/chunks/${name}`;
    const isEditor = fs.readFileSync(path.join(BUILD, file), "utf8").includes(EDITOR.mark);
    return { name, bytes: compressed(file), limitKib: isEditor ? EDITOR.kib : LAZY_KIB };
  })
  .sort((a, b) => b.bytes / b.limitKib - a.bytes / a.limitKib);
const largest = lazy[0];
if (largest)
  console.log(
    `\nlargest chunk that is fetched later, for its budget: ${largest.name} ${kib(largest.bytes).trim()} KiB of ${largest.limitKib}`,
  );

const isOver = rows.some(({ js, css, limit }) => js > limit || css > CSS_KIB * KIB);
process.exitCode = isOver || (largest && largest.bytes > largest.limitKib * KIB) ? 1 : 0;
