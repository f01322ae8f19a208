// When pending saves become ops: two seconds after the last one, ten at most, at once when the page is hidden.

export interface FlushTimer {
  /** A save has just been made. */
  touch(): void;
  /** Flushes now what is waiting. */
  now(): Promise<void>;
  stop(): void;
}

export function flushTimer(flush: () => Promise<void>, idleMs: number, maxMs: number): FlushTimer {
  let idle: ReturnType<typeof setTimeout> | undefined;
  let latest: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(idle);
    clearTimeout(latest);
    idle = latest = undefined;
  };
  const now = async (): Promise<void> => {
    clear();
    await flush();
  };
  const fire = (): void => void now();
  const hidden = (): void => {
    if (idle !== undefined && document.visibilityState === "hidden") fire();
  };
  if (typeof document !== "undefined") {
    document.addEventListener("visibilitychange", hidden);
    addEventListener("pagehide", fire);
  }
  return {
    touch() {
      clearTimeout(idle);
      idle = setTimeout(fire, idleMs);
      latest ??= setTimeout(fire, maxMs);
    },
    now,
    stop: clear,
  };
}
