// Locks by itself when nobody has touched any tab for a while; the clock is read again on every return, since timers sleep with the phone.
import { background } from "../store/failure.js";
import { type Core, tell } from "./core.js";
import { lock } from "./opening.js";

export interface AutoLock {
  after(ms: number | null): void;
  stillHere(): void;
  /** Someone is busy in another tab. */
  heard(): void;
  /** No locking by itself, in any tab, until the answer is called: a call is going on, with the phone at an ear. */
  holdOpen(): () => void;
}

const TELL_EVERY_MS = 10_000;

export function autoLock(core: Core): AutoLock {
  const { now, later } = core.env;
  let limit: number | null = null;
  let last = now();
  let told = 0;
  let held = 0;
  let cancel = (): void => undefined;
  let cancelBeat = (): void => undefined;
  const heard = (): void => {
    last = now();
  };
  const remaining = (): number => {
    if (now() < last) heard();
    return limit === null ? Infinity : last + limit - now();
  };
  const lockable = (): boolean => core.registered && held === 0 && core.phase.value.type === "open";
  const lockNow = async (): Promise<void> => {
    if (!(await lock(core, "unless_unkept"))) heard();
    arm();
  };
  const check = (): void => {
    if (remaining() > 0) arm();
    else if (lockable()) background(lockNow());
    else {
      heard();
      arm();
    }
  };
  const arm = (): void => {
    cancel();
    if (limit !== null) cancel = later(check, Math.max(remaining(), 1_000));
  };
  const beat = (): void => {
    cancelBeat();
    if (held === 0) return;
    heard();
    tell(core, { type: "awake" });
    cancelBeat = later(beat, TELL_EVERY_MS);
  };
  core.phase.subscribe(({ type }) => {
    if (type === "open") heard();
  });
  return {
    after(ms) {
      limit = ms;
      arm();
    },
    heard,
    holdOpen() {
      held += 1;
      beat();
      let over = false;
      return () => {
        if (over) return;
        over = true;
        held -= 1;
        heard();
        arm();
      };
    },
    stillHere() {
      if (remaining() <= 0 && lockable()) {
        check();
        return;
      }
      heard();
      if (now() - told < TELL_EVERY_MS) return;
      told = now();
      tell(core, { type: "awake" });
    },
  };
}
