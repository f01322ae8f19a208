// Exit this page: an opaque cover at once, then a neutral page; in an installed app the cover stays.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isInstalled } from "../app/installed.js";
import { pendingCode } from "../app/pending-code.js";
import { t } from "../i18n/t.js";
import { background } from "../store/failure.js";

const leaving = signal(false);
/** Nothing is left behind the cover: what was typed is kept, and the vault locked where it can be. */
export const left = signal(false);

const PRESSES = 3;
const WITHIN_MS = 1500;

export function leave(): void {
  // Nothing may ask a question on the way out.
  pendingCode.value = null;
  leaving.value = true;
}

/** Shift three times quickly, as on GOV.UK; any other key starts over. */
function watchShift(): () => void {
  let times: number[] = [];
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Shift") times = [];
    else if (!event.repeat) times = [...times.filter((time) => event.timeStamp - time < WITHIN_MS), event.timeStamp];
    if (times.length >= PRESSES) leave();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

export function ExitLink(): JSX.Element {
  return (
    <button type="button" class="exit" aria-label={t("safety.exit")} onClick={leave}>
      {t("safety.exit_short")}
    </button>
  );
}

/** A browser lets repeated Escape or Back close any dialog: this one opens again. Locks behind the cover; where nothing can be locked (no passphrase yet) the cover is all there is. */
export function ExitCover({ lock }: { readonly lock: () => Promise<void> }): JSX.Element | null {
  const cover = useRef<HTMLDialogElement>(null);
  useEffect(watchShift, []);
  useLayoutEffect(() => {
    if (!leaving.value) return;
    cover.current?.showModal();
    document.title = t("safety.blank_title");
    history.replaceState(history.state, "", "#/today");
    background(lock().finally(() => (left.value = true)));
    if (!isInstalled() && navigator.onLine) location.replace(t("safety.neutral_url"));
  }, [leaving.value]);
  if (!leaving.value) return null;
  return (
    <dialog ref={cover} class="exit-cover" aria-label={t("safety.blank_title")} onCancel={(event) => event.preventDefault()} onClose={() => cover.current?.showModal()}>
      <p>{isInstalled() ? t("safety.swipe_home") : t("safety.close_tab")}</p>
    </dialog>
  );
}
