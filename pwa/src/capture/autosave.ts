// Saves a note within half a second of every letter, pause or not, when it loses focus, and when the page is hidden; one save at a time.
import { useSignal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ensureCase } from "../app/first-case.js";
import { useVault } from "../app/vault-context.js";
import { setNote } from "../domain/build.js";
import type { Id, Ms } from "../domain/records.js";
import type { Result, SaveFailure, Vault } from "../vault/port.js";

export type SaveState =
  | { readonly type: "clean" }
  | { readonly type: "typing" }
  | { readonly type: "saved"; readonly at: Ms }
  | { readonly type: "failed"; readonly failure: SaveFailure["type"] };

/** With the write itself, no letter waits longer than half a second. */
const WAIT_MS = 350;

/** Keeps what was last saved, so that an unchanged text writes nothing. */
class NoteSaver {
  private saved: string;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly vault: Vault,
    private id: Id | null,
    text: string,
    private readonly report: (state: SaveState) => void,
  ) {
    this.saved = text;
  }

  save(text: string): void {
    // A write that threw has been told to the page; the next one must still run.
    this.running = this.running.catch(() => undefined).then(() => this.write(text));
  }

  /** True once the text is kept, or there is none. */
  async settle(text: string): Promise<boolean> {
    this.save(text);
    await this.running;
    return text === this.saved || (this.id === null && text.trim() === "");
  }

  private async write(text: string): Promise<void> {
    if (text === this.saved || (this.id === null && text.trim() === "")) {
      this.report({ type: "clean" });
      return;
    }
    const result = await this.store(text);
    if (result.ok) {
      this.saved = text;
      this.report({ type: "saved", at: Date.now() });
    } else this.report({ type: "failed", failure: result.type });
  }

  private async store(text: string): Promise<Result<unknown, SaveFailure>> {
    const made = await ensureCase(this.vault);
    if (!made.ok) return made;
    let id = this.id;
    const result = await this.vault.save(made.value, (stamp) => setNote(stamp, (id ??= stamp.newId()), { text }));
    if (result.ok && this.id === null && id !== null) {
      this.id = id;
      // A reload opens this note rather than another new one; the screen itself stays.
      if (location.hash === "#/notes/new") history.replaceState(history.state, "", `#/notes/${id}`);
    }
    return result;
  }
}

export function useAutosave(id: Id | null, text: Signal<string>): { readonly state: SaveState; readonly changed: () => void } {
  const vault = useVault();
  const state = useSignal<SaveState>({ type: "clean" });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saver = useRef<NoteSaver | undefined>(undefined);
  saver.current ??= new NoteSaver(vault, id, text.value, (next) => (state.value = next));
  useEffect(() => {
    const flush = (): void => {
      clearTimeout(timer.current);
      timer.current = undefined;
      saver.current?.save(text.value);
    };
    document.addEventListener("visibilitychange", flush);
    document.addEventListener("focusout", flush);
    addEventListener("pagehide", flush);
    const leaveLock = vault.beforeLock(() => {
      clearTimeout(timer.current);
      timer.current = undefined;
      return saver.current?.settle(text.value) ?? Promise.resolve(true);
    });
    return () => {
      leaveLock();
      flush();
      document.removeEventListener("visibilitychange", flush);
      document.removeEventListener("focusout", flush);
      removeEventListener("pagehide", flush);
    };
  }, []);
  const changed = (): void => {
    state.value = { type: "typing" };
    // Not put off by the next letter: who types without a pause is saved as well.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      saver.current?.save(text.value);
    }, WAIT_MS);
  };
  return { state: state.value, changed };
}
