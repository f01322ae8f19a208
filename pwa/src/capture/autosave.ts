// Saves a note as it is typed: a new one makes itself with its first words, and an unchanged one writes nothing.
import { useSignal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { ensureCase } from "../app/first-case.js";
import { useTyping } from "../app/typing.js";
import { useVault } from "../app/vault-context.js";
import { setNote } from "../domain/build.js";
import type { Id, Ms } from "../domain/records.js";
import type { Result, SaveFailure, Vault } from "../vault/port.js";

export type SaveState =
  | { readonly type: "clean" }
  | { readonly type: "typing" }
  | { readonly type: "saved"; readonly at: Ms }
  | { readonly type: "failed"; readonly failure: SaveFailure["type"] };

/** Keeps the text under an id, made with its first words, and answers it. */
export type StoreNote = (vault: Vault, id: Id | null, text: string) => Promise<Result<Id, SaveFailure>>;

/** Keeps what was last saved, so that an unchanged text writes nothing. */
class NoteSaver {
  private saved: string;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: (id: Id | null, text: string) => Promise<Result<Id, SaveFailure>>,
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
    const result = await this.store(this.id, text);
    if (result.ok) {
      this.id = result.value;
      this.saved = text;
      this.report({ type: "saved", at: Date.now() });
    } else this.report({ type: "failed", failure: result.type });
  }
}

/** Into the record of the case on screen. */
export const noteInRecord: StoreNote = async (vault, known, text) => {
  const made = await ensureCase(vault);
  if (!made.ok) return made;
  let id = known;
  const result = await vault.save(made.value, (stamp) => setNote(stamp, (id ??= stamp.newId()), { text }));
  if (!result.ok) return result;
  const value = id ?? "";
  // A reload opens this note rather than another new one; the screen itself stays.
  if (location.hash === "#/notes/new") history.replaceState(history.state, "", `#/notes/${value}`);
  return { ok: true, value };
};

/** Sealed beside a record that is locked. */
export const noteWhileLocked: StoreNote = async (vault, known, text) => {
  const value = known ?? vault.newThing();
  const result = await vault.sealNote(value, text);
  return result.ok ? { ok: true, value } : result;
};

export function useAutosave(id: Id | null, text: Signal<string>, store: StoreNote): { readonly state: SaveState; readonly changed: () => void } {
  const vault = useVault();
  const state = useSignal<SaveState>({ type: "clean" });
  const [saver] = useState(() => new NoteSaver((known, words) => store(vault, known, words), id, text.value, (next) => (state.value = next)));
  const typed = useTyping({ save: () => saver.save(text.value), settle: () => saver.settle(text.value) });
  const changed = (): void => {
    state.value = { type: "typing" };
    typed();
  };
  return { state: state.value, changed };
}
