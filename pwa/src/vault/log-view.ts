// One log in memory: its state, and which of its records only this phone has.
import { concat, hex } from "../crypto/bytes.js";
import { openBox, sealBox } from "../crypto/box.js";
import { idBytes } from "../crypto/ids.js";
import { decryptOp, parseOp } from "../crypto/op.js";
import { isRefusal } from "../crypto/refusal.js";
import type { Entry } from "../domain/merge.js";
import type { Id, Rec } from "../domain/records.js";
import { opsAfter, outboxOf, pendingOf } from "../store/logs.js";
import type { Database } from "../store/schema.js";
import { decodePayload, encodePayload } from "../sync/record-codec.js";
import type { OpenAccount } from "./account-keys.js";

export interface LogView<S> {
  readonly log: Id;
  readonly key: CryptoKey;
  state: S;
  /** Highest seq folded in. */
  seq: number;
  /** Records not yet accepted by the server, by row: "o" outbox, "p" pending. */
  readonly unsent: Map<string, readonly Rec[]>;
  readonly fold: (state: S, entries: readonly Entry[]) => S;
}

export function newView<S>(log: Id, key: CryptoKey, state: S, fold: (state: S, entries: readonly Entry[]) => S): LogView<S> {
  return { log, key, state, seq: 0, unsent: new Map(), fold };
}

function pendingAad(account: OpenAccount, log: Id): Uint8Array {
  return concat(account.idBytes, idBytes(log));
}

export async function sealPending(account: OpenAccount, log: Id, records: readonly Rec[]): Promise<ArrayBuffer> {
  return (await sealBox(account.home, "pending", pendingAad(account, log), encodePayload(records))).buffer;
}

async function unlessRefused<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Null for a row that the disk has damaged: the others are still read. */
export function openPending(account: OpenAccount, log: Id, box: ArrayBuffer): Promise<readonly Rec[] | null> {
  return unlessRefused(async () => decodePayload(await openBox(account.home, "pending", pendingAad(account, log), new Uint8Array(box))));
}

/** Empty for a damaged row, as above. */
async function opEntries(op: ArrayBuffer, key: CryptoKey): Promise<readonly Entry[]> {
  const bytes = new Uint8Array(op);
  const entries = await unlessRefused(async () => {
    const device = hex(parseOp(bytes).deviceId);
    return decodePayload(await decryptOp(bytes, key)).map((rec) => ({ rec, device }));
  });
  return entries ?? [];
}

/** Adds records of this phone without reading them back. */
export function addOwn<S>(view: LogView<S>, account: OpenAccount, records: readonly Rec[]): void {
  view.state = view.fold(view.state, records.map((rec) => ({ rec, device: account.device.id })));
}

/** Brings the view up to what the store holds: new ops, and rows other tabs have written. */
export async function refreshView<S>(database: Database, account: OpenAccount, view: LogView<S>): Promise<void> {
  // Rows move pending → outbox → ops: reading in that order misses none.
  const pending = await pendingOf(database, view.log);
  const outbox = await outboxOf(database, view.log);
  const ops = await opsAfter(database, view.log, view.seq);
  const entries: Entry[] = [];
  const unsent = new Map<string, readonly Rec[]>();
  for (const row of ops) {
    if (row.quarantined === undefined) entries.push(...(await opEntries(row.op, view.key)));
    view.seq = row.seq;
  }
  for (const row of outbox) {
    const key = `o${row.n}`;
    const known = view.unsent.get(key);
    unsent.set(key, known ?? (await opEntries(row.op, view.key)).map(({ rec }) => rec));
  }
  for (const row of pending) {
    const key = `p${row.n}`;
    unsent.set(key, view.unsent.get(key) ?? (await openPending(account, view.log, row.box)) ?? []);
  }
  view.unsent.clear();
  for (const [key, records] of unsent) {
    view.unsent.set(key, records);
    entries.push(...records.map((rec) => ({ rec, device: account.device.id })));
  }
  if (entries.length > 0) view.state = view.fold(view.state, entries);
}
