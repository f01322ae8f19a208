// Reads a copy file into this vault: each of its cases a case of its own, all in one transaction, counted and compared.
import { hkdfKey } from "../crypto/hkdf.js";
import { hex } from "../crypto/bytes.js";
import { systemRandom } from "../crypto/random.js";
import { isRefusal } from "../crypto/refusal.js";
import { event, setCase } from "../domain/build.js";
import { foldCase } from "../domain/fold.js";
import type { CopiedCase } from "../domain/copy-manifest.js";
import { fieldKey } from "../domain/merge.js";
import type { BlobRef, Id, Rec, Thumb } from "../domain/records.js";
import { discardBytes } from "../store/blob-files.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { withLock, withSharedLock } from "../store/locks.js";
import type { BlobRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { CopiedBlob, CopiedInPicture, CopyRead } from "../worker/copy-protocol.js";
import { TaskFailed } from "../worker/protocol.js";
import { decodeCopied, placed } from "./copied-records.js";
import { type Core, publish, showCase, tell } from "./core.js";
import type { ExportWatch, ImportedCase, ImportFailure } from "./exports-port.js";
import { sealPending } from "./log-view.js";
import { type OpenVault, readCase, refreshLog } from "./open-vault.js";
import type { Result } from "./port.js";
import { labelsGiven, recordsOf, signCase, type Signed } from "./reissue.js";
import { sameAccount } from "./writer.js";

type Imported = Result<readonly ImportedCase[], ImportFailure>;

interface Arriving {
  readonly id: Id;
  readonly copied: CopiedCase;
  readonly records: readonly Rec[];
  readonly named: readonly Rec[];
  readonly blobs: readonly BlobRow[];
  readonly here: boolean;
}

const refOf = ({ id, key, sealed: { hdr, commit, chunks } }: CopiedBlob): BlobRef => ({ id, key, hdr, commit, chunks });

function placesOf({ original, thumb }: CopiedInPicture): { readonly blob: BlobRef; readonly thumb?: Thumb } {
  if (thumb === null) return { blob: refOf(original) };
  return { blob: refOf(original), thumb: { ...refOf(thumb), len: thumb.sealed.len, w: thumb.w, h: thumb.h } };
}

function rowsOf({ original, thumb }: CopiedInPicture, log: Id, exhibit: Id): readonly BlobRow[] {
  return [original, ...(thumb === null ? [] : [thumb])].map(({ id, sealed: { hdr, chunks, paddedLen, chunkCount, where } }) => {
    return { id, log, exhibit, hdr: hdr.buffer, chunks: chunks.buffer, paddedLen, chunkCount, where, state: "here" };
  });
}

/** What makes a record itself, wherever it is signed. */
function nameOf(rec: Rec): string {
  return rec.k === "e" ? `e/${rec.id}` : `${fieldKey(rec.entity, rec.id, rec.field)}/${rec.hlc.join()}`;
}

/** True when one case of this phone has every record of these. */
async function isHere(open: OpenVault, records: readonly Rec[]): Promise<boolean> {
  if (records.length === 0) return false;
  for (const { id } of open.home.state.cases) {
    const view = await readCase(open, id);
    const there = new Set(view === null ? [] : recordsOf(view.state.log).map(nameOf));
    if (records.every((rec) => there.has(nameOf(rec)))) return true;
  }
  return false;
}

/** The manifest, the records and the pictures must say the same. */
function agree(records: readonly Rec[], copied: CopiedCase): void {
  const state = foldCase("", records.map((rec) => ({ rec, device: "" })));
  const files = new Map([...state.exhibits.values()].flatMap(({ id, first, removed }) => (first.kind === "file" && removed === null ? [[id, first] as const] : [])));
  const told = [...copied.pictures.map(({ exhibit }) => exhibit), ...copied.absent];
  const same = copied.pictures.every(({ exhibit, sha256, len }) => {
    const body = files.get(exhibit);
    return body !== undefined && hex(body.sha256) === sha256 && body.len === len;
  });
  const complete = new Set(told).size === files.size && told.length === files.size && told.every((id) => files.has(id));
  if (!same || !complete || recordsOf(state.log).length !== copied.count || records.length !== copied.count) throw new TaskFailed("damaged");
}

async function arriving(open: OpenVault, read: CopyRead, copied: CopiedCase, id: Id): Promise<Arriving> {
  const bytes = read.records.get(copied.records);
  const { records, named } = decodeCopied(bytes ?? new Uint8Array(0));
  agree(records, copied);
  const came = new Map(read.pictures.map((picture) => [picture.path, picture]));
  const pictures = copied.pictures.flatMap(({ path, exhibit }) => {
    const picture = came.get(path);
    return picture === undefined ? [] : [[exhibit, picture] as const];
  });
  const places = new Map(pictures.map(([exhibit, picture]) => [exhibit, placesOf(picture)]));
  const sets = named.flatMap((rec) => (rec.k === "s" && rec.entity === "case" ? [{ ...rec, id }] : []));
  const blobs = pictures.flatMap(([exhibit, picture]) => rowsOf(picture, id, exhibit));
  return { id, copied, records: records.map((rec) => placed(rec, places)), named: sets, blobs, here: await isHere(open, records) };
}

/** One transaction: every case with its records, its name and its pictures, or none. */
async function take(core: Core, open: OpenVault, cases: readonly Arriving[]): Promise<void> {
  const home: Rec[] = [];
  const signed: Signed[] = [];
  for (const { id, records, named } of cases) {
    open.clock.see([...records, ...named]);
    const state = foldCase(id, records.map((rec) => ({ rec, device: open.account.device.id })));
    const stamp = core.clock.stamp();
    const ck = systemRandom(32);
    home.push(event(stamp, "case_key", { case: id, epoch: 1, ck }), ...named, ...setCase(stamp, id, { labels: labelsGiven(state) }));
    signed.push(await signCase(open.account, id, [await hkdfKey(ck)], state, 0));
  }
  const box = await sealPending(open.account, open.account.id, home);
  await write(open.database, ["meta", "heads", "outbox", "pending", "blobs"], async (tx) => {
    await sameAccount(tx, open.account.id);
    for (const { head, outbox } of signed) {
      await tx.objectStore("heads").put(head);
      for (const row of outbox) await tx.objectStore("outbox").add(row);
    }
    for (const row of cases.flatMap(({ blobs }) => blobs)) await tx.objectStore("blobs").put(row);
    await tx.objectStore("pending").add({ log: open.account.id, box });
  });
}

/** Read back from the store as the screens will read it. */
async function arrived(open: OpenVault, { id, copied, blobs }: Arriving): Promise<boolean> {
  const view = await readCase(open, id);
  if (view === null) return false;
  const { state } = view;
  const rows = await Promise.all(blobs.map((row) => open.database.get("blobs", row.id)));
  const pictures = copied.pictures.every(({ exhibit, sha256 }) => {
    const body = state.exhibits.get(exhibit)?.first;
    return body?.kind === "file" && hex(body.sha256) === sha256;
  });
  return pictures && rows.every((row) => row?.state === "here") && recordsOf(state.log).length === copied.count;
}

function outcome(one: Arriving, leftOut: ReadonlySet<string>): ImportedCase {
  const { id, here, copied } = one;
  const missing = copied.pictures.filter(({ path }) => leftOut.has(path)).length;
  const pictures = copied.pictures.length - missing;
  return { title: copied.title, id: here ? null : id, records: copied.count, pictures, absent: copied.absent.length + missing };
}

async function admit(core: Core, open: OpenVault, read: CopyRead): Promise<Imported> {
  return withLock("holdfast-write", async (): Promise<Imported> => {
    await refreshLog(open, open.account.id);
    const all: Arriving[] = [];
    for (const copied of read.manifest.cases) all.push(await arriving(open, read, copied, core.clock.stamp().newId()));
    const fresh = all.filter(({ here }) => !here);
    if (fresh.length > 0) await take(core, open, fresh);
    await refreshLog(open, open.account.id);
    for (const one of fresh) if (!(await arrived(open, one))) return { ok: false, type: "storage" };
    return { ok: true, value: all.map((one) => outcome(one, new Set(read.leftOut))) };
  });
}

function failure(error: unknown): Imported {
  if (error instanceof TaskFailed) return { ok: false, type: error.code === "missing" ? "storage" : error.code };
  if (isRefusal(error)) return { ok: false, type: "damaged" };
  if (isFull(error)) return { ok: false, type: "full" };
  if (isStorageFailure(error)) return { ok: false, type: "storage" };
  throw error;
}

/** Erases what was sealed and no row names. */
async function discardUnused(open: OpenVault, pictures: readonly CopiedInPicture[]): Promise<void> {
  for (const { original, thumb } of pictures) {
    for (const blob of [original, ...(thumb === null ? [] : [thumb])]) {
      if ((await open.database.get("blobs", blob.id)) === undefined) await discardBytes(open.database, blob.id);
    }
  }
}

export async function importCopy(core: Core, file: Blob, passphrase: string, { signal, onProgress }: ExportWatch): Promise<Imported> {
  const { open } = core;
  if (open === null) return { ok: false, type: "locked" };
  const hooks = { signal, onProgress: (done: number) => onProgress({ bytesDone: done, bytes: file.size }) };
  return withSharedLock("holdfast-intake", async () => {
    let pictures: readonly CopiedInPicture[] = [];
    try {
      const read = await core.env.copies("copyIn", { file, passphrase }, hooks);
      ({ pictures } = read);
      const result = core.open === open ? await admit(core, open, read) : ({ ok: false, type: "locked" } as const);
      const shown = result.ok ? result.value.find(({ id }) => id !== null)?.id : undefined;
      if (typeof shown === "string") await showCase(core, shown);
      publish(core);
      tell(core, { type: "changed", log: open.account.id });
      core.timer.touch();
      core.rounds?.soon();
      return result;
    } catch (error) {
      return failure(error);
    } finally {
      await discardUnused(open, pictures);
    }
  });
}
