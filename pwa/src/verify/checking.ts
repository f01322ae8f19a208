// Asks the copies' worker to read a file that somebody chose: it is read on this device and goes nowhere.
import { startCopyWorker } from "../trusted-types.js";
import { workerTasks } from "../vault/crypto-worker.js";
import type { CheckedPacket, CheckTasks } from "../vault/packets-port.js";

export type Checked = CheckedPacket;

export const run = workerTasks<CheckTasks>(startCopyWorker);

export type Ended = "unreadable" | "broken";

export function whyEnded(error: unknown): Ended {
  return error instanceof Error && (error as { readonly code?: unknown }).code === "unreadable" ? "unreadable" : "broken";
}
