// Runs a task by its kind, in whichever realm this is loaded.
import type { Database } from "../store/schema.js";
import { runOpen } from "./open-file.js";
import type { RunTask, TaskHooks, TaskKind, Tasks } from "./protocol.js";
import { runSeal } from "./seal-file.js";
import { runStretch } from "./stretch.js";
import { runThumbnail } from "./thumbnail.js";

type Runners = { readonly [K in TaskKind]: (input: Tasks[K]["input"], hooks: TaskHooks) => Promise<Tasks[K]["output"]> };

export function taskRunner(database: () => Promise<Database>): RunTask {
  const runners: Runners = {
    stretch: runStretch,
    seal: async (input, hooks) => runSeal(await database(), input, hooks),
    open: async (input) => runOpen(await database(), input),
    thumbnail: runThumbnail,
  };
  return (kind, input, hooks = {}) => {
    const { signal = new AbortController().signal, onProgress = () => undefined } = hooks;
    return runners[kind](input, { signal, onProgress });
  };
}
