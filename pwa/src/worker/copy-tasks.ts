// The copies' worker's tasks: heavy, so they are loaded when somebody makes or reads such a file.
import { WORK } from "../crypto/age.js";
import type { Database } from "../store/schema.js";
import { runBagIn, runHash, runRecord } from "./bag-in.js";
import { runBagOut } from "./bag-out.js";
import { runCopyIn } from "./copy-in.js";
import { runCopyOut } from "./copy-out.js";
import type { CopyTasks, RunCopyTask } from "./copy-protocol.js";
import { runnerOf } from "./runners.js";
import { runStampQuery, runStampRead } from "./stamp.js";

export function copyTaskRunner(database: () => Promise<Database>, work: number = WORK): RunCopyTask {
  return runnerOf<CopyTasks>({
    copyOut: async (input, hooks) => runCopyOut(await database(), input, hooks, work),
    bagOut: async (input, hooks) => runBagOut(await database(), input, hooks),
    bagIn: runBagIn,
    hash: runHash,
    stampQuery: runStampQuery,
    stampRead: runStampRead,
    record: runRecord,
    copyIn: async (input, hooks) => runCopyIn(await database(), input, hooks),
  });
}
