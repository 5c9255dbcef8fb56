// `npm run build`: builds the web app, unless what is on disk is what the sources would give. The stamp that it leaves lets
// a start on a read-only disk see the same.
import { spawnSync } from "node:child_process";
import { NEXT, staleBuild } from "./lib/web-build.mjs";

const remember = staleBuild();
if (remember) {
  const { status } = spawnSync(process.execPath, [NEXT, "build"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  remember();
}
