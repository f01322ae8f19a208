// The crypto worker's tasks.
import { runningSha256 } from "../crypto/running-hash.js";
import type { Database } from "../store/schema.js";
import { runOpen } from "./open-file.js";
import { runPlate } from "./plate.js";
import type { RunTask, Tasks } from "./protocol.js";
import { runReadLog } from "./read-log.js";
import { runnerOf } from "./runners.js";
import { runSeal } from "./seal-file.js";
import { runStretch } from "./stretch.js";
import { runThumbnail } from "./thumbnail.js";

export function taskRunner(database: () => Promise<Database>): RunTask {
  return runnerOf<Tasks>({
    wake: () => Promise.resolve(null),
    stretch: runStretch,
    seal: async (input, hooks) => runSeal(await database(), input, hooks, runningSha256),
    open: async (input) => runOpen(await database(), input),
    thumbnail: runThumbnail,
    plate: runPlate,
    read_log: async (input) => runReadLog(await database(), input),
  });
}
