// The crypto worker.
import { type Database, openDatabase } from "../store/schema.js";
import type { SealedFile } from "./protocol.js";
import { serveTasks } from "./serve.js";
import { taskRunner } from "./tasks.js";

let opened: Promise<Database> | undefined;

/** Sealed chunks go to the page without a copy. */
function held(value: unknown): readonly ArrayBuffer[] {
  return typeof value === "object" && value !== null && "held" in value ? (value as SealedFile).held.map(({ buffer }) => buffer) : [];
}

serveTasks(
  self as unknown as DedicatedWorkerGlobalScope,
  taskRunner(() => (opened ??= openDatabase())),
  held,
);
