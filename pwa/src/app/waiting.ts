// What was sealed while the vault was locked joins the record as soon as it is open, and what came of that is told.
import { effect, signal } from "@preact/signals";
import { background } from "../store/failure.js";
import type { TakenIn } from "../vault/inbox-port.js";
import type { Vault } from "../vault/port.js";
import { replaceRoute, route } from "./route.js";
import { ensureCase } from "./first-case.js";

/** Of the latest unlock; null when nothing waited, or it was read. */
export const takenIn = signal<TakenIn | null>(null);

async function takeIn(vault: Vault): Promise<TakenIn> {
  const made = await ensureCase(vault);
  return made.ok ? vault.takeIn(made.value) : { added: 0, unreadable: 0 };
}

export function takeInWhenOpen(vault: Vault): void {
  let running = false;
  /** So many cannot be taken in: damaged, or there is no room for them now. */
  let stuck = 0;
  let unlocked = false;
  const run = async (): Promise<void> => {
    const told = unlocked;
    unlocked = false;
    const taken = await takeIn(vault);
    stuck = vault.waiting.peek().things;
    if (told || taken.unreadable > 0) takenIn.value = taken;
  };
  effect(() => {
    const open = vault.phase.value.type === "open";
    const { things } = vault.waiting.value;
    if (!open) {
      unlocked = true;
      stuck = 0;
    }
    // From the unlock that a call put one step further, back to that call.
    const { call } = vault.waiting.peek();
    if (open && call !== null && route.peek().path[0] === "unlock") replaceRoute(`#/calls/${call.id}`);
    if (!open || running || things <= stuck) return;
    running = true;
    background(run().finally(() => (running = false)));
  });
}
