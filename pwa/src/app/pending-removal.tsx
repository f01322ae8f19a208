// A removal that can still be undone: it happens after five seconds, at a lock, and never if the app is gone before.
import { effect, signal } from "@preact/signals";
import type { JSX } from "preact";
import { background } from "../store/failure.js";
import type { Result, SaveFailure, Vault } from "../vault/port.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { failureWords } from "./save-failure.js";
import type { Id } from "../domain/records.js";

interface Removal {
  readonly id: Id;
  readonly name: string;
  readonly commit: () => Promise<Result<unknown, SaveFailure>>;
}

const UNDO_MS = 5_000;

const pending = signal<Removal | null>(null);
const failed = signal<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;
let watched: Vault | null = null;

/** Lists leave it out already. */
export function beingRemoved(): Id | null {
  return pending.value?.id ?? null;
}

async function finish(): Promise<boolean> {
  clearTimeout(timer);
  const removal = pending.value;
  if (removal === null) return true;
  const done = await removal.commit();
  if (pending.peek() === removal) pending.value = null;
  failed.value = done.ok ? null : failureWords(done.type);
  return done.ok;
}

export function undo(): void {
  clearTimeout(timer);
  pending.value = null;
}

/** One at a time: a second one makes the first final. */
export async function removeSoon(vault: Vault, removal: Removal): Promise<void> {
  if (watched !== vault) {
    watched = vault;
    vault.beforeLock(finish);
    effect(() => {
      if (vault.phase.value.type !== "open") undo();
    });
  }
  await finish();
  pending.value = removal;
  timer = setTimeout(() => background(finish()), UNDO_MS);
}

export function RemovalBar(): JSX.Element | null {
  if (failed.value !== null) {
    return (
      <div class="floating">
        <Notice tone="wrong" live title={failed.value}>
          <Button weight="secondary" onClick={() => (failed.value = null)}>
            {t("ui.close")}
          </Button>
        </Notice>
      </div>
    );
  }
  if (pending.value === null) return null;
  return (
    <div class="floating">
      <Notice tone="info" live title={t("record.remove.soon", { name: pending.value.name })}>
        <Button weight="secondary" onClick={undo}>
          {t("ui.undo")}
        </Button>
      </Notice>
    </div>
  );
}
