// The crypto worker.
import { oneConnection } from "../store/one-connection.js";
import type { SealedFile } from "./protocol.js";
import { serveTasks } from "./serve.js";
import { taskRunner } from "./tasks.js";

/** Sealed chunks go to the page without a copy. */
function held(value: unknown): readonly ArrayBuffer[] {
  return typeof value === "object" && value !== null && "held" in value ? (value as SealedFile).held.map(({ buffer }) => buffer) : [];
}

serveTasks(
  self as unknown as DedicatedWorkerGlobalScope,
  taskRunner(oneConnection()),
  held,
);
