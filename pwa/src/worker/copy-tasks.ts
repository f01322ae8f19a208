// The copies' worker's tasks: heavy, so they are loaded when somebody makes or reads a copy.
import { WORK } from "../crypto/age.js";
import type { Database } from "../store/schema.js";
import { runCopyIn } from "./copy-in.js";
import { runCopyOut } from "./copy-out.js";
import type { RunCopyTask } from "./copy-protocol.js";
import { runnerOf } from "./runners.js";

export function copyTaskRunner(database: () => Promise<Database>, work: number = WORK): RunCopyTask {
  return runnerOf({
    copyOut: async (input, hooks) => runCopyOut(await database(), input, hooks, work),
    copyIn: async (input, hooks) => runCopyIn(await database(), input, hooks),
  });
}
