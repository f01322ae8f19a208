// Phones of one account, driven step by step: what the app said was saved is remembered, and looked for at the end.
import assert from "node:assert/strict";
import { setNote } from "../../domain/build.js";
import type { Vault } from "../port.js";
import { must, phone, type Phone, png, watch } from "./phone.js";
import { browser, type Browser, type Carry } from "./server.js";

export const PASSPHRASE = "correct horse battery";

/** One save that the screen called saved. */
export interface Said {
  readonly kind: "note" | "exhibit" | "case";
  readonly id: string;
  /** The note's words, the exhibit's label, the case's name. */
  readonly what: string;
}

export interface Driven {
  readonly phone: Phone;
  readonly way: Browser;
  vault: Vault;
  /** How wrong its clock is. */
  skew: number;
}

export function driven(to: string | Carry): Driven {
  return { phone: phone(), way: browser(to), vault: null as never, skew: 0 };
}

/** Starts the app of a phone, or one more tab of it; nothing happens there by itself, only what a step does. */
export async function startApp(one: Driven): Promise<Vault> {
  const vault = await one.phone.start({ door: one.way.door, now: () => Date.now() + one.skew, later: () => () => undefined });
  if (vault.phase.value.type === "locked") must(await vault.unlock(PASSPHRASE));
  return vault;
}

export async function restart(one: Driven): Promise<void> {
  one.phone.kill();
  one.vault = await startApp(one);
}

/** What opens again opens from the snapshot that the lock wrote. */
export async function lockAndUnlock(one: Driven): Promise<void> {
  await one.vault.lock();
  if (one.vault.phase.value.type === "locked") must(await one.vault.unlock(PASSPHRASE));
}

type Transaction = (this: IDBDatabase, ...given: Parameters<IDBDatabase["transaction"]>) => IDBTransaction;

/** Lets a phone make `writes` more durable writes; then its storage is gone until the answer is called. */
export function dieAfter(one: Driven, writes: number): () => void {
  const { transaction: original } = IDBDatabase.prototype as { readonly transaction: Transaction };
  let left = writes;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<Transaction>) {
    if (this.name === one.phone.name && given[1] === "readwrite") {
      if (left <= 0) throw new DOMException("the process is gone", "AbortError");
      left -= 1;
    }
    return original.apply(this, given);
  };
  return () => {
    IDBDatabase.prototype.transaction = original;
  };
}

function caseOn(vault: Vault, which: number): string | null {
  const { value } = vault.cases;
  return value.length === 0 ? null : (value[which % value.length]?.id ?? null);
}

export async function newCase(vault: Vault, said: Said[], name: string): Promise<void> {
  const made = await vault.createCase(name, null);
  if (made.ok) said.push({ kind: "case", id: made.value, what: name });
}

export async function capture(vault: Vault, said: Said[], name: string, which: number): Promise<void> {
  const id = caseOn(vault, which);
  if (id === null) return;
  const [outcome] = await vault.addFiles(id, [png(name, 300)], "picker", watch);
  if (outcome?.result.ok === true && outcome.result.value.duplicateOf === null) said.push({ kind: "exhibit", id: outcome.result.value.id, what: outcome.result.value.label });
}

/** A new note, or other words in one that is there. */
export async function edit(vault: Vault, said: Said[], text: string, which: number, again: boolean): Promise<void> {
  const id = caseOn(vault, which);
  if (id === null) return;
  await vault.switchCase(id);
  const there = [...(vault.current.value?.notes.keys() ?? [])];
  let note = again ? there.at(which % Math.max(there.length, 1)) : undefined;
  const saved = await vault.save(id, (stamp) => setNote(stamp, (note ??= stamp.newId()), { text }));
  if (saved.ok) said.push({ kind: "note", id: note ?? "", what: text });
}

/** What a person sees: each case with its notes and every version of them, its labels, its custody. */
export async function seen(vault: Vault): Promise<Readonly<Record<string, unknown>>> {
  const all: Record<string, unknown> = {};
  for (const { id, title } of vault.cases.value) {
    await vault.switchCase(id);
    const state = vault.current.value;
    assert.ok(state !== null);
    const notes = [...state.log.fields].map(([key, versions]) => [key, versions.map(({ rec }) => rec.value)]).sort();
    const exhibits = [...state.exhibits.values()].map((exhibit) => [exhibit.id, exhibit.label]).sort();
    const custody = [...state.custody.values()].map(({ device, lines }) => [device, lines.length]).sort();
    all[id] = { title, notes, exhibits, custody };
  }
  return all;
}
