// One log in memory: its state, and which of its records only this phone has.
import { concat, hex } from "../crypto/bytes.js";
import { sealBox } from "../crypto/box.js";
import { idBytes } from "../crypto/ids.js";
import { decryptOp, type EpochKeys, parseOp } from "../crypto/op.js";
import { isRefusal } from "../crypto/refusal.js";
import type { Entry } from "../domain/merge.js";
import type { Id, Rec } from "../domain/records.js";
import { rowsAfter, type Stored } from "../store/logs.js";
import type { Database, OutboxRow, PendingRow } from "../store/schema.js";
import { decodePayload, encodePayload } from "../sync/record-codec.js";
import { type OpenAccount, openOwn } from "./account-keys.js";

export interface LogView<S> {
  readonly log: Id;
  /** Those of the home log grow with each generation. */
  keys: EpochKeys;
  state: S;
  /** Highest seq folded in. */
  seq: number;
  /** Records not yet accepted by the server, by row: "o" outbox, "p" pending. */
  readonly unsent: Map<string, readonly Rec[]>;
  readonly fold: (state: S, entries: readonly Entry[]) => S;
}

export function newView<S>(log: Id, keys: EpochKeys, state: S, fold: (state: S, entries: readonly Entry[]) => S): LogView<S> {
  return { log, keys, state, seq: 0, unsent: new Map(), fold };
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
  return unlessRefused(async () => decodePayload(await openOwn(account, "pending", pendingAad(account, log), new Uint8Array(box))));
}

/** Empty for a damaged row, as above. */
async function opEntries(op: ArrayBuffer, keys: EpochKeys): Promise<readonly Entry[]> {
  const bytes = new Uint8Array(op);
  const entries = await unlessRefused(async () => {
    const device = hex(parseOp(bytes).deviceId);
    return decodePayload(await decryptOp(bytes, keys)).map((rec) => ({ rec, device }));
  });
  return entries ?? [];
}

/** Adds records of this phone without reading them back. */
export function addOwn<S>(view: LogView<S>, account: OpenAccount, records: readonly Rec[]): void {
  view.state = view.fold(view.state, records.map((rec) => ({ rec, device: account.device.id })));
}

/** What the server has not accepted, by row; rows opened before are not opened again. */
function unsentRows<S>(account: OpenAccount, view: LogView<S>, pending: readonly Stored<PendingRow>[], outbox: readonly Stored<OutboxRow>[]): Promise<readonly (readonly [string, readonly Rec[]])[]> {
  const sealed = async ({ op }: OutboxRow): Promise<readonly Rec[]> => (await opEntries(op, view.keys)).map(({ rec }) => rec);
  const waiting = async ({ box }: PendingRow): Promise<readonly Rec[]> => (await openPending(account, view.log, box)) ?? [];
  const once = async (key: string, open: () => Promise<readonly Rec[]>): Promise<readonly [string, readonly Rec[]]> => [key, view.unsent.get(key) ?? (await open())];
  return Promise.all([...outbox.map((row) => once(`o${row.n}`, () => sealed(row))), ...pending.map((row) => once(`p${row.n}`, () => waiting(row)))]);
}

/** Brings the view up to what the store holds: new ops, and rows other tabs have written. */
export async function refreshView<S>(database: Database, account: OpenAccount, view: LogView<S>): Promise<void> {
  const { pending, outbox, ops } = await rowsAfter(database, view.log, view.seq);
  const good = ops.filter(({ quarantined }) => quarantined === undefined);
  const [accepted, unsent] = await Promise.all([Promise.all(good.map(({ op }) => opEntries(op, view.keys))), unsentRows(account, view, pending, outbox)]);
  const entries = accepted.flat();
  view.seq = Math.max(view.seq, ops.at(-1)?.seq ?? 0);
  view.unsent.clear();
  for (const [key, records] of unsent) {
    view.unsent.set(key, records);
    entries.push(...records.map((rec) => ({ rec, device: account.device.id })));
  }
  if (entries.length > 0) view.state = view.fold(view.state, entries);
}
