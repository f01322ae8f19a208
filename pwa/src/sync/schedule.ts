// When to sync: soon after a change, every 30 seconds while someone looks, when the network or the page comes back.
import { background } from "../store/failure.js";
import { backoffMs } from "./backoff.js";
import type { Step } from "./context.js";

const EVERY_MS = 30_000;
const SOON_MS = 250;

export interface Schedule {
  /** Something was saved or the person asked: within a moment, unless a failed round still has to wait. */
  soon(): void;
  /** Now, whatever came before; resolves when that round is over. */
  now(): Promise<void>;
  start(): void;
  stop(): void;
}

export interface ScheduleNeeds {
  readonly round: () => Promise<Step>;
  readonly later: (act: () => void, ms: number) => () => void;
  readonly chance: () => number;
}

function visible(): boolean {
  return typeof document === "undefined" || document.visibilityState === "visible";
}

export function schedule({ round, later, chance }: ScheduleNeeds): Schedule {
  let running: Promise<void> | null = null;
  const asked = { again: false };
  let failures = 0;
  let started = false;
  let cancel: (() => void) | undefined;
  const take = (): boolean => {
    const { again } = asked;
    asked.again = false;
    return again;
  };
  const plan = (ms: number): void => {
    cancel?.();
    cancel = started ? later(() => background(tick()), ms) : undefined;
  };
  const once = async (): Promise<void> => {
    const outcome = await round();
    failures = outcome.ok ? 0 : failures + 1;
    const retryAfter = !outcome.ok && outcome.failure.type === "refused" ? outcome.failure.retryAfterMs : null;
    plan(outcome.ok ? EVERY_MS : backoffMs(failures, chance(), retryAfter));
  };
  const now = async (): Promise<void> => {
    if (running !== null) {
      asked.again = true;
      return running;
    }
    running = (async () => {
      await once();
      while (failures === 0 && take()) await once();
    })().finally(() => {
      running = null;
    });
    return running;
  };
  const tick = async (): Promise<void> => {
    if (visible()) await now();
    else plan(EVERY_MS);
  };
  const back = (): void => {
    if (!started || !visible()) return;
    failures = 0;
    plan(SOON_MS);
  };
  if (typeof document !== "undefined") {
    addEventListener("online", back);
    addEventListener("focus", back);
    document.addEventListener("visibilitychange", back);
  }
  return {
    now,
    soon() {
      if (running !== null) asked.again = true;
      else if (failures === 0) plan(SOON_MS);
    },
    start() {
      started = true;
      plan(SOON_MS);
    },
    stop() {
      started = false;
      cancel?.();
    },
  };
}
