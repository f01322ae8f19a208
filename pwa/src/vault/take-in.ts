// After an unlock: what waited becomes records, each thing in the transaction that takes it out of the inbox.
import { decodeCbor } from "../crypto/cbor.js";
import type { Bytes } from "../crypto/bytes.js";
import { idBytes } from "../crypto/ids.js";
import { openEntry } from "../crypto/inbox.js";
import { CryptoRefusal, isRefusal } from "../crypto/refusal.js";
import { event, setNote } from "../domain/build.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import type { FileExhibit, Id, Rec } from "../domain/records.js";
import { ShapeError } from "../domain/shape.js";
import { readWaiting, type Waiting } from "../domain/waiting.js";
import { Taken, takeRow, type Waiting as WaitingRow, waitingRows } from "../store/inbox.js";
import { type Core, saved } from "./core.js";
import { dropThings, refreshWaiting } from "./inbox.js";
import { openInboxKey } from "./inbox-key.js";
import type { TakenIn } from "./inbox-port.js";
import { twin } from "./intake.js";
import type { LogView } from "./log-view.js";
import { caseView, type OpenVault } from "./open-vault.js";
import type { Stamp } from "./port.js";
import { saveRecords } from "./writer.js";

interface Opened extends WaitingRow {
  readonly item: Waiting;
}

/** Null for what the disk has damaged, or was sealed to a key that is no more. */
async function openRow(priv: Bytes, waiting: WaitingRow): Promise<Opened | null> {
  try {
    const plain = await openEntry(priv, idBytes(waiting.id), new Uint8Array(waiting.row.entry));
    return { ...waiting, item: readWaiting(decodeCbor(plain)) };
  } catch (error) {
    if (isRefusal(error) || error instanceof ShapeError) return null;
    throw error;
  }
}

export async function openWaiting(open: OpenVault, which: (row: WaitingRow["row"]) => boolean): Promise<{ readonly opened: readonly Opened[]; readonly unreadable: number }> {
  const rows = (await waitingRows(open.database)).filter(({ row }) => which(row));
  const key = rows.length === 0 ? null : await openInboxKey(open.database, open.account);
  if (key === null) return { opened: [], unreadable: rows.length };
  const all = await Promise.all(rows.map((row) => openRow(key.priv, row)));
  const opened = all.filter((one) => one !== null).sort((a, b) => a.item.at - b.item.at || a.item.n - b.item.n);
  return { opened, unreadable: rows.length - opened.length };
}

/** Beside its entry, which is there or will be, under the time it was written at; a call that nobody knows any more leaves a note. */
function callRecords(stamp: Stamp, id: Id, item: Extract<Waiting, { readonly kind: "call" }>, state: CaseState): readonly Rec[] {
  const known = state.contacts.has(item.call) || (state.calls.get(item.call)?.state ?? "dropped") !== "dropped";
  return known ? [event(stamp, "addition", { of: item.call, text: item.text.trim() }, id)] : setNote(stamp, id, { text: item.text });
}

function exhibit(stamp: Stamp, id: Id, { file }: Extract<Waiting, { readonly kind: "file" }>, label: string): Rec {
  const body: FileExhibit = { label, kind: "file", gate: "clear", received: stamp.at, ...file };
  return event(stamp, "exhibit", body, id);
}

async function takeOne(open: OpenVault, view: LogView<CaseState>, { id, row, item }: Opened): Promise<boolean> {
  const found: { twin: Exhibit | null } = { twin: null };
  const saving = saveRecords(open, view, view.state, {
    received: item,
    blobs: row.blobs.map((blob) => ({ ...blob, log: view.log, exhibit: id, state: "here" })),
    also: (tx) => takeRow(tx, id),
    build: (stamp, label) => {
      if (item.kind === "note") return item.text.trim() === "" ? [] : setNote(stamp, id, { text: item.text });
      if (item.kind === "call") return item.text.trim() === "" ? [] : callRecords(stamp, id, item, view.state);
      found.twin = twin(view.state, item.file.sha256);
      return found.twin === null ? [exhibit(stamp, id, item, label())] : [];
    },
  });
  const result = await saving;
  // Blank, or there already: nothing to keep.
  if (result.ok && result.value.length === 0) await dropThings(open.database, [id]);
  return result.ok;
}

async function place(open: OpenVault, caseId: Id, item: Waiting): Promise<LogView<CaseState> | null> {
  const own = item.kind === "call" ? await caseView(open, item.case) : null;
  return own ?? caseView(open, caseId);
}

export async function takeIn(core: Core, caseId: Id): Promise<TakenIn> {
  const { open } = core;
  if (open === null) return { added: 0, unreadable: 0 };
  const { opened, unreadable } = await openWaiting(open, ({ share }) => share === undefined);
  let added = 0;
  for (const one of opened) {
    const view = await place(open, caseId, one.item);
    if (view === null) continue;
    try {
      if (!(await takeOne(open, view, one))) break;
      added += 1;
      saved(core, view.log);
    } catch (error) {
      // Another tab has it.
      if (!(error instanceof Taken)) throw error;
    }
  }
  await refreshWaiting(core);
  return { added, unreadable };
}

/** The files of a share as they were handed over; null when they cannot be opened now. */
export async function sharedFiles(core: Core, share: Id): Promise<readonly File[] | null> {
  const { open } = core;
  if (open === null) return null;
  const { opened, unreadable } = await openWaiting(open, (row) => row.share === share);
  if (unreadable > 0) return null;
  const files: File[] = [];
  for (const { row, item } of opened) {
    if (item.kind !== "file") continue;
    const { blob, len, mime, sha256, name } = item.file;
    const place = row.blobs.find(({ id }) => id === blob.id);
    if (place === undefined) throw new CryptoRefusal("format");
    const plain = await core.env.run("open", { blobId: blob.id, key: bytes(blob.key), hdr: bytes(blob.hdr), commit: bytes(blob.commit), chunks: bytes(blob.chunks), len, mime, sha256: bytes(sha256), where: place.where });
    files.push(new File([plain], name ?? "", { type: mime }));
  }
  return files;
}

function bytes(value: Uint8Array): Bytes {
  return new Uint8Array(value);
}
