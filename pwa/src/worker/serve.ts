// A worker's side of the talk: takes tasks by message, answers by message, holds no keys between them.
import { type FromWorker, type Run, TaskFailed, type TaskMap, type ToWorker } from "./protocol.js";

export function serveTasks<T extends TaskMap<T>>(scope: DedicatedWorkerGlobalScope, run: Run<T>, moved: (value: unknown) => readonly ArrayBuffer[] = () => []): void {
  const running = new Map<number, AbortController>();
  const answer = (message: FromWorker, transfer: readonly ArrayBuffer[] = []): void => {
    scope.postMessage(message, [...transfer]);
  };
  const take = async ({ id, kind, input }: Exclude<ToWorker<T>, { kind: "cancel" }>): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const onProgress = (bytesDone: number): void => answer({ id, type: "progress", bytesDone });
      const value: unknown = await run(kind, input, { signal: controller.signal, onProgress });
      answer({ id, type: "done", value }, moved(value));
    } catch (error) {
      if (error instanceof TaskFailed) answer({ id, type: "failed", code: error.code });
      else answer({ id, type: "broken", message: error instanceof Error ? error.name : "unknown" });
    } finally {
      running.delete(id);
    }
  };
  scope.addEventListener("message", ({ data }: MessageEvent<ToWorker<T>>) => {
    if (data.kind === "cancel") running.get(data.id)?.abort();
    else void take(data as Exclude<ToWorker<T>, { kind: "cancel" }>);
  });
}
