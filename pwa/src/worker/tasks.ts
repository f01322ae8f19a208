// Runs a task by its kind, in whichever realm this is loaded.
import type { Database } from "../store/schema.js";
import { runOpen } from "./open-file.js";
import type { Run, RunTask, TaskHooks, TaskMap, Tasks } from "./protocol.js";
import { runSeal } from "./seal-file.js";
import { runStretch } from "./stretch.js";
import { runThumbnail } from "./thumbnail.js";

type Runners<T extends TaskMap<T>> = { readonly [K in keyof T]: (input: T[K]["input"], hooks: TaskHooks) => Promise<T[K]["output"]> };

export function runnerOf<T extends TaskMap<T>>(runners: Runners<T>): Run<T> {
  return (kind, input, hooks = {}) => {
    const { signal = new AbortController().signal, onProgress = () => undefined } = hooks;
    return runners[kind](input, { signal, onProgress });
  };
}

export function taskRunner(database: () => Promise<Database>): RunTask {
  return runnerOf<Tasks>({
    stretch: runStretch,
    seal: async (input, hooks) => runSeal(await database(), input, hooks),
    open: async (input) => runOpen(await database(), input),
    thumbnail: runThumbnail,
  });
}
