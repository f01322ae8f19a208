// Tasks by kind as one function: the same shape in a worker, in the service worker and in a test.
import type { Run, TaskHooks, TaskMap } from "./protocol.js";

type Runners<T extends TaskMap<T>> = { readonly [K in keyof T]: (input: T[K]["input"], hooks: TaskHooks) => Promise<T[K]["output"]> };

export function runnerOf<T extends TaskMap<T>>(runners: Runners<T>): Run<T> {
  return (kind, input, hooks = {}) => {
    const { signal = new AbortController().signal, onProgress = () => undefined } = hooks;
    return runners[kind](input, { signal, onProgress });
  };
}
