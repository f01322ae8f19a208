// The snapshot of Today: kept sealed beside the log, read in its place at an unlock, thrown away whenever it does not fit (docs/model.md, Snapshot).
import { sealBox } from "../crypto/box.js";
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { equalBytes } from "../crypto/constant-time.js";
import { isRefusal } from "../crypto/refusal.js";
import { briefOf, fitsBrief } from "../domain/brief.js";
import type { CaseState } from "../domain/fold.js";
import type { Entry } from "../domain/merge.js";
import type { Id } from "../domain/records.js";
import { bytes, each, id, oneOf, orNull, record, ShapeError, text, uint } from "../domain/shape.js";
import { background, isFull, isStorageFailure } from "../store/failure.js";
import { countAfter } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { decodePayload, encodePayload } from "../store/record-codec.js";
import { openOwn } from "./account-keys.js";
import type { Core } from "./core.js";
import { type LogView, refreshView } from "./log-view.js";
import { type OpenVault, unreadCase } from "./open-vault.js";
import { sameAccount } from "./writer.js";

const IDLE_MS = 3_000;
/** With more than this after it, the snapshot saves nothing. */
const MAX_LATER = 24;
const MAX_RECORDS = 256;

interface Snapshot {
  readonly v: 1;
  readonly build: string;
  readonly log: Id;
  readonly seq: number;
  readonly head: Uint8Array | null;
  readonly parts: readonly { readonly device: Id; readonly records: Uint8Array }[];
}

const shape = record({ v: oneOf(1), build: text, log: id, seq: uint, head: orNull(bytes(32)), parts: each(record({ device: id, records: bytes() })) });

function packed(entries: readonly Entry[]): Snapshot["parts"] {
  const devices = [...new Set(entries.map(({ device }) => device))];
  return devices.flatMap((device) => {
    const own = entries.filter((entry) => entry.device === device).map(({ rec }) => rec);
    return Array.from({ length: Math.ceil(own.length / MAX_RECORDS) }, (_, i) => ({ device, records: encodePayload(own.slice(i * MAX_RECORDS, (i + 1) * MAX_RECORDS)) }));
  });
}

async function keep(open: OpenVault, { log, seq, head, state }: LogView<CaseState>, build: string): Promise<void> {
  const { account, database } = open;
  const snapshot: Snapshot = { v: 1, build, log, seq, head: head === null ? null : new Uint8Array(head), parts: packed(briefOf(state)) };
  const box = await sealBox(account.home, "today", account.idBytes, encodeCbor(shape.write(snapshot)));
  await write(database, ["meta"], async (tx) => {
    await sameAccount(tx, account.id);
    await putMeta(tx, "today", box.buffer);
  });
}

export interface Keeper {
  /** Writes what was not written yet, before the keys go. */
  now(): Promise<void>;
}

/** Keeps the snapshot behind the case on screen, whenever nothing has changed for a while. */
export function keepToday(core: Core): Keeper {
  let kept: CaseState | null = null;
  let cancel = (): void => undefined;
  const now = async (): Promise<void> => {
    cancel();
    const { open, currentId } = core;
    const view = open?.cases.get(currentId ?? "");
    if (open === null || view === undefined || view.state === kept) return;
    const { state } = view;
    try {
      await keep(open, view, core.env.build);
      kept = state;
    } catch (error) {
      // No room, or another account: the log is all there is to read next time.
      if (!isFull(error) && !isStorageFailure(error)) throw error;
    }
  };
  core.current.subscribe(() => {
    cancel();
    cancel = core.env.later(() => background(now()), IDLE_MS);
  });
  return { now };
}

async function readSnapshot(open: OpenVault, log: Id, build: string): Promise<Snapshot | null> {
  const { account, database } = open;
  const box = await readMeta(database, "today");
  if (box === undefined) return null;
  try {
    const found = shape.read(decodeCbor(await openOwn(account, "today", account.idBytes, new Uint8Array(box)))) as Snapshot;
    return found.log === log && found.build === build && (await stillThere(database, found)) ? found : null;
  } catch (error) {
    if (isRefusal(error) || error instanceof ShapeError) return null;
    throw error;
  }
}

/** The history that it was made from is the one in the store. */
async function stillThere(database: Database, { log, seq, head }: Snapshot): Promise<boolean> {
  if (head === null) return seq === 0;
  const row = await database.get("ops", [log, seq]);
  return row !== undefined && equalBytes(new Uint8Array(row.head), head);
}

function entriesIn({ parts }: Snapshot): readonly Entry[] {
  return parts.flatMap(({ device, records }) => decodePayload(records).map((rec) => ({ rec, device })));
}

/** The case as Today needs it: the snapshot and what came after. Null when only the whole log will do. */
export async function openBrief(open: OpenVault, log: Id, build: string): Promise<LogView<CaseState> | null> {
  const [snapshot, view] = await Promise.all([readSnapshot(open, log, build), unreadCase(open, log)]);
  if (snapshot === null || view === null || (await countAfter(open.database, log, snapshot.seq)) > MAX_LATER) return null;
  try {
    view.state = view.fold(view.state, entriesIn(snapshot));
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
  view.seq = snapshot.seq;
  const before = view.state;
  const later = await refreshView(open.database, open.account, view);
  return fitsBrief(before, later) ? view : null;
}
