// The crypto worker: takes tasks by message, answers by message, holds no keys between them.
import { openDatabase, type Database } from "../store/schema.js";
import { type FromWorker, TaskFailed, type ToWorker } from "./protocol.js";
import { taskRunner } from "./tasks.js";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const running = new Map<number, AbortController>();
let opened: Promise<Database> | undefined;

const run = taskRunner(() => (opened ??= openDatabase()));

function answer(message: FromWorker, moved: readonly ArrayBuffer[] = []): void {
  scope.postMessage(message, [...moved]);
}

async function take(request: Exclude<ToWorker, { kind: "cancel" }>): Promise<void> {
  const { id, kind, input } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const onProgress = (bytesDone: number): void => {
      answer({ id, type: "progress", bytesDone });
    };
    const value = await run(kind, input, { signal: controller.signal, onProgress });
    answer({ id, type: "done", value }, value !== null && "held" in value ? value.held.map(({ buffer }) => buffer) : []);
  } catch (error) {
    if (error instanceof TaskFailed) answer({ id, type: "failed", code: error.code });
    else answer({ id, type: "broken", message: error instanceof Error ? error.name : "unknown" });
  } finally {
    running.delete(id);
  }
}

scope.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "cancel") running.get(data.id)?.abort();
  else void take(data);
});
