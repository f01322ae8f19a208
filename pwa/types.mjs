// Type-checks each realm under its own tsconfig: page, worker, service worker, tests.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { writeKeys } from "./building/keys.mjs";

const REALMS = ["page", "worker", "sw", "test"];

await writeKeys();
mkdirSync("build", { recursive: true });
const failed = REALMS.filter((realm) => {
  const args = ["node_modules/typescript/bin/tsc", "-p", `tsconfig.${realm}.json`, "--incremental", "--tsBuildInfoFile", `build/${realm}.tsbuildinfo`];
  return spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0;
});
console.log(failed.length === 0 ? `types: ${REALMS.join(", ")} ok` : `types: ${failed.join(", ")} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
