// When pending saves become ops: two seconds after the last one, ten at most, at once when the page is hidden.
import { background } from "../store/failure.js";
import type { Environment } from "./environment.js";

export interface FlushTimer {
  /** A save has just been made. */
  touch(): void;
  /** Flushes now what is waiting. */
  now(): Promise<void>;
  stop(): void;
}

const IDLE_MS = 2_000;
const MAX_MS = 10_000;

export function flushTimer(flush: () => Promise<void>, later: Environment["later"]): FlushTimer {
  let idle: (() => void) | undefined;
  let latest: (() => void) | undefined;
  const clear = (): void => {
    idle?.();
    latest?.();
    idle = latest = undefined;
  };
  const now = async (): Promise<void> => {
    clear();
    await flush();
  };
  const fire = (): void => background(now());
  if (typeof document !== "undefined") {
    document.addEventListener("visibilitychange", () => {
      if (idle !== undefined && document.visibilityState === "hidden") fire();
    });
    addEventListener("pagehide", fire);
  }
  return {
    touch() {
      idle?.();
      idle = later(fire, IDLE_MS);
      latest ??= later(fire, MAX_MS);
    },
    now,
    stop: clear,
  };
}
