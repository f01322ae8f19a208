// When what is typed is saved: within half a second of every letter, pause or not, when a field loses focus, and when the page is hidden or locked.
import { useEffect, useRef } from "preact/hooks";
import { useVault } from "./vault-context.js";

/** With the write itself, no letter waits longer than half a second. */
const WAIT_MS = 350;

export interface Typed {
  /** Starts saving what is there now; quick when nothing is new. */
  readonly save: () => void;
  /** Before a lock: true once everything is kept. */
  readonly settle: () => Promise<boolean>;
}

/** Answers what to call at each letter. */
export function useTyping(typed: Typed): () => void {
  const vault = useVault();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const now = useRef(typed);
  now.current = typed;
  const stop = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  useEffect(() => {
    const flush = (): void => {
      stop();
      now.current.save();
    };
    document.addEventListener("visibilitychange", flush);
    document.addEventListener("focusout", flush);
    addEventListener("pagehide", flush);
    const leaveLock = vault.beforeLock(() => {
      stop();
      return now.current.settle();
    });
    return () => {
      leaveLock();
      flush();
      document.removeEventListener("visibilitychange", flush);
      document.removeEventListener("focusout", flush);
      removeEventListener("pagehide", flush);
    };
  }, []);
  return () => {
    // Not put off by the next letter: who types without a pause is saved as well.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      now.current.save();
    }, WAIT_MS);
  };
}
