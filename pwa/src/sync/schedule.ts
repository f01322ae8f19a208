// When to sync: soon after a change, every 30 seconds while someone looks, when the network or the page comes back.
import { background } from "../store/failure.js";
import { backoffMs } from "./backoff.js";
import { endsRound, type Step } from "./context.js";

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
  readonly now: () => number;
}

function visible(): boolean {
  return typeof document === "undefined" || document.visibilityState === "visible";
}

export function schedule({ round, later, chance, now: clock }: ScheduleNeeds): Schedule {
  let running: Promise<void> | null = null;
  const asked = { again: false, now: false };
  let failures = 0;
  /** Nothing would go better now: a change does not begin a round. */
  let blocked = false;
  /** What the server asked for; nothing but the person undercuts it. */
  let pause = { since: 0, ms: 0 };
  let started = false;
  let cancel: (() => void) | undefined;
  /** A change made during a round does not undo a block; a person who asked meanwhile does. */
  const take = (): boolean => {
    const go = asked.now || (asked.again && !blocked);
    asked.again = asked.now = false;
    return go;
  };
  const pauseLeft = (): number => {
    const passed = clock() - pause.since;
    // A clock that was set back does not make the pause longer.
    return passed < 0 ? 0 : pause.ms - passed;
  };
  const plan = (ms: number): void => {
    cancel?.();
    cancel = started ? later(() => background(tick()), Math.max(ms, pauseLeft())) : undefined;
  };
  const settle = (outcome: Step | null): void => {
    failures = outcome?.ok === true ? 0 : failures + 1;
    blocked = outcome === null || (!outcome.ok && endsRound(outcome.failure));
    const retryAfter = outcome?.ok === false && outcome.failure.type === "refused" ? outcome.failure.retryAfterMs : null;
    pause = { since: clock(), ms: retryAfter ?? 0 };
    plan(failures === 0 ? EVERY_MS : backoffMs(failures, chance(), retryAfter));
  };
  const once = async (): Promise<void> => {
    // A round that throws is a bug: told to the page, and no reason never to try again.
    let outcome: Step | null = null;
    try {
      outcome = await round();
    } finally {
      settle(outcome);
    }
  };
  const now = async (): Promise<void> => {
    if (running !== null) {
      asked.now = true;
      return running;
    }
    running = (async () => {
      await once();
      while (take()) await once();
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
    blocked = false;
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
      else if (!blocked) plan(SOON_MS);
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
