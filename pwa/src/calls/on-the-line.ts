// While somebody is on the line: the screen stays lit where the phone allows it, and the vault does not lock by itself.
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { Ms } from "../domain/records.js";
import { background } from "../store/failure.js";

/** A call left on by mistake must not keep the vault open all night. */
const LONGEST_MS = 3 * 60 * 60 * 1000;

async function light(): Promise<WakeLockSentinel | null> {
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    // Not here, not visible, or not with this battery: the screen goes dark as usual and nothing is lost.
    return null;
  }
}

function stayLit(): () => void {
  let lamp: Promise<WakeLockSentinel | null> = Promise.resolve(null);
  let wanted = true;
  const again = (): void => {
    if (wanted && document.visibilityState === "visible") lamp = light();
  };
  again();
  document.addEventListener("visibilitychange", again);
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", again);
    background(lamp.then((lit) => lit?.release()));
  };
}

export function useOnTheLine(since: Ms): void {
  const vault = useVault();
  useEffect(() => {
    const left = since + LONGEST_MS - Date.now();
    if (left <= 0) return undefined;
    const release = vault.holdOpen();
    const timer = setTimeout(release, left);
    const dark = stayLit();
    return () => {
      clearTimeout(timer);
      release();
      dark();
    };
  }, []);
}
