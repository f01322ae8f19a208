// The page's end of a worker: each task a promise, started at the first one.
import { type FromWorker, type Run, TaskFailed, type TaskHooks, type TaskMap, type Tasks } from "../worker/protocol.js";

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: TaskHooks["onProgress"] | undefined;
}

function hear(waiting: Map<number, Waiting>, message: FromWorker): void {
  const task = waiting.get(message.id);
  if (task === undefined) return;
  if (message.type === "progress") {
    task.onProgress?.(message.bytesDone);
    return;
  }
  waiting.delete(message.id);
  if (message.type === "done") task.resolve(message.value as never);
  else task.reject(message.type === "failed" ? new TaskFailed(message.code) : new Error(`crypto worker: ${message.message}`));
}

export function workerTasks<T extends TaskMap<T> = Tasks>(startWorker: () => Worker): Run<T> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let id = 0;
  const start = (): Worker => {
    const started = startWorker();
    started.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => hear(waiting, data));
    started.addEventListener("error", () => {
      for (const task of waiting.values()) task.reject(new Error("crypto worker did not start"));
      waiting.clear();
      worker = undefined;
    });
    return started;
  };
  return <K extends keyof T & string>(kind: K, input: T[K]["input"], hooks: Partial<TaskHooks> = {}) => {
    const to = (worker ??= start());
    const mine = (id += 1);
    return new Promise<T[K]["output"]>((resolve, reject) => {
      waiting.set(mine, { resolve, reject, onProgress: hooks.onProgress });
      hooks.signal?.addEventListener("abort", () => to.postMessage({ id: mine, kind: "cancel" }), { once: true });
      to.postMessage({ id: mine, kind, input });
    });
  };
}
