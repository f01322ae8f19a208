// Random schedules, in processes of their own: one for each half of them, one for a few with the real server.
// SCHEDULES=2000 runs more, SEED=1 others, PATH_TO=13 (from a failure's report) one again, SHRINK=1 looks for a shorter one.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { memoryServer, realServer } from "./testing/restorable.js";
import { live, schedule } from "./testing/schedule.js";

const { SCHEDULES = "200", SEED = "20261126", PATH_TO, SHRINK, PART } = process.env;
const HALF = Math.ceil(Number(SCHEDULES) / 2);
/** After so many, a long run says how far it is. */
const SAY_EACH = 100;
const REAL = Math.max(2, Math.ceil(Number(SCHEDULES) / 100));

/** In this process, without the test runner's bookkeeping of every promise. */
async function part(name: string): Promise<void> {
  const server = name === "real" ? await realServer() : memoryServer();
  const numRuns = name === "real" ? REAL : HALF;
  const seed = Number(SEED) + ["first", "second", "real"].indexOf(name);
  let lived = 0;
  try {
    const property = fc.asyncProperty(schedule, async (steps) => {
      await live(server, steps);
      lived += 1;
      if (lived % SAY_EACH === 0) process.stdout.write(`${name}: ${String(lived)} of ${String(numRuns)}\n`);
    });
    await fc.assert(property, { numRuns, seed, endOnFailure: SHRINK === undefined, includeErrorInReport: true, ...(PATH_TO === undefined ? {} : { path: PATH_TO }) });
  } finally {
    await server.close();
  }
  process.exit(0);
}

function apart(name: string): Promise<string> {
  const child = spawn(process.execPath, ["--enable-source-maps", "--max-semi-space-size=64", fileURLToPath(import.meta.url)], { env: { ...process.env, PART: name }, stdio: ["ignore", "inherit", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((over) => child.once("exit", (code) => over(code === 0 ? "" : `part ${name}: ${said}`)));
}

if (PART === undefined) {
  test(`${String(2 * HALF)} random schedules of three phones, and ${String(REAL)} with the real server`, async () => {
    const parts = await Promise.all([apart("first"), apart("second"), apart("real")]);
    assert.equal(parts.join("\n").trim(), "");
  });
} else await part(PART);
