// How much room pictures take and where their bytes are; and dropping from this phone what the account surely has.
import { commitBlob, quota } from "../api/blobs.js";
import { toBase64url } from "../crypto/base64url.js";
import type { Id } from "../domain/records.js";
import { forgetCopy } from "../store/blob-files.js";
import { storageManager } from "../store/opfs.js";
import { withLock } from "../store/locks.js";
import type { BlobRow } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { Amount, BlobVault, Freed, Place, StorageView, Watched } from "./blob-port.js";
import type { Core } from "./core.js";
import { caseView, type OpenVault, readCase } from "./open-vault.js";
import { amountOf } from "./uploads.js";

/** The blobs of all exhibits that were not removed: each original with its case and length, the ids of thumbnails. */
interface Known {
  readonly originals: ReadonlyMap<Id, { readonly caseId: Id; readonly len: number }>;
  readonly thumbs: ReadonlySet<Id>;
}

async function knownBlobs(open: OpenVault): Promise<Known> {
  const originals = new Map<Id, { caseId: Id; len: number }>();
  const thumbs = new Set<Id>();
  for (const { id } of open.home.state.cases) {
    for (const exhibit of (await readCase(open, id))?.state.exhibits.values() ?? []) {
      if (exhibit.first.kind !== "file" || exhibit.removed !== null) continue;
      originals.set(exhibit.first.blob.id, { caseId: id, len: exhibit.first.len });
      if (exhibit.first.thumb !== undefined) thumbs.add(exhibit.first.thumb.id);
    }
  }
  return { originals, thumbs };
}

async function browserRoom(): Promise<StorageView["browser"]> {
  const storage = storageManager();
  const { quota: limitBytes, usage: usedBytes } = (await storage?.estimate?.()) ?? {};
  if (limitBytes === undefined || usedBytes === undefined) return null;
  return { usedBytes, limitBytes, persisted: (await storage?.persisted?.()) === true };
}

async function accountRoom(core: Core): Promise<StorageView["account"]> {
  if (!core.registered) return null;
  const answer = await quota(core.env.door);
  return answer.ok ? { usedBytes: answer.value.used_bytes, limitBytes: answer.value.limit_bytes } : "offline";
}

function awayFrom(originals: Known["originals"], here: ReadonlySet<Id>): Amount {
  const away = [...originals].filter(([id]) => !here.has(id)).map(([, { len }]) => len);
  return { count: away.length, bytes: away.reduce((sum, len) => sum + len, 0) };
}

export async function storageView(core: Core): Promise<StorageView | null> {
  const { open } = core;
  if (open === null) return null;
  const [known, rows, browser, account] = await Promise.all([knownBlobs(open), open.database.getAll("blobs"), browserRoom(), accountRoom(core)]);
  const here = rows.filter(({ id, state }) => (state === "here" || state === "stored") && !open.gone.has(id));
  const originals = here.filter(({ id }) => known.originals.has(id));
  const cases = open.home.state.cases.map(({ id, title }) => ({ id, title, originals: amountOf(originals.filter((row) => known.originals.get(row.id)?.caseId === id)) }));
  return {
    cases: cases.filter(({ originals: { count } }) => count > 0),
    onlyHere: amountOf(originals.filter(({ state }) => state === "here")),
    copies: amountOf(originals.filter(({ state }) => state === "stored")),
    thumbnails: amountOf(here.filter(({ id }) => known.thumbs.has(id))),
    away: awayFrom(known.originals, new Set([...originals.map(({ id }) => id), ...open.gone])),
    browser,
    account,
  };
}

export async function placeOf(core: Core, caseId: Id, exhibitId: Id): Promise<Place | null> {
  const { open } = core;
  const exhibit = open === null ? undefined : (await caseView(open, caseId))?.state.exhibits.get(exhibitId);
  if (open === null || exhibit?.first.kind !== "file" || exhibit.removed !== null) return null;
  const { id } = exhibit.first.blob;
  if (open.gone.has(id)) return "lost";
  const state = (await open.database.get("blobs", id))?.state;
  if (state === "here") return "only_here";
  return state === "stored" ? "here" : "account";
}

type Confirmed = "yes" | "no" | "offline" | "server";

/** The account says now that it has every chunk and that they add up to what the record names. */
async function confirm(core: Core, row: BlobRow): Promise<Confirmed> {
  const answer = await commitBlob(core.env.door, row.id, toBase64url(new Uint8Array(row.chunks)));
  if (answer.ok) return "yes";
  if (answer.failure.type === "offline") return "offline";
  const { status, code } = answer.failure;
  if (status === 404 || code === "incomplete") return "no";
  return status === 401 || status === 410 || status >= 429 ? "server" : "no";
}

/** The account has lost it: it is sent again, from here. */
async function sendAgain(open: OpenVault, row: BlobRow): Promise<void> {
  await write(open.database, ["blobs"], async (tx) => {
    const now = await tx.objectStore("blobs").get(row.id);
    if (now?.state === "stored") await tx.objectStore("blobs").put({ ...now, state: "here" });
  });
}

/** Never beside an upload or a removal. */
export function freeSpace(core: Core, watch: Watched): ReturnType<BlobVault["freeSpace"]> {
  return withLock("holdfast-outbox", async () => {
    const { open } = core;
    if (open === null) return { ok: false, type: "locked" };
    const { originals } = await knownBlobs(open);
    const rows = (await open.database.getAllFromIndex("blobs", "state", "stored")).filter(({ id }) => originals.has(id));
    const all = amountOf(rows);
    let freed: Freed = { count: 0, bytes: 0, unconfirmed: 0 };
    for (const row of rows) {
      if (watch.signal.aborted) break;
      const confirmed = await confirm(core, row);
      if (confirmed === "offline" || confirmed === "server") return freed.count === 0 ? { ok: false, type: confirmed } : { ok: true, value: { ...freed, unconfirmed: rows.length - freed.count } };
      if (confirmed === "no") await sendAgain(open, row);
      const dropped = confirmed === "yes" && (await forgetCopy(open.database, row.id));
      freed = dropped ? { ...freed, count: freed.count + 1, bytes: freed.bytes + row.paddedLen } : { ...freed, unconfirmed: freed.unconfirmed + 1 };
      watch.onProgress(freed, all);
    }
    if (freed.unconfirmed > 0) core.rounds?.soon();
    return { ok: true, value: freed };
  });
}
