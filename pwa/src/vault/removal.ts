// Takes an exhibit out for good: the record says so, its bytes go from this phone at once and from the server when it answers.
import { deleteBlob } from "../api/blobs.js";
import { event } from "../domain/build.js";
import type { Exhibit } from "../domain/fold.js";
import type { BlobRef, Id } from "../domain/records.js";
import { discardBytes, eraseBytes } from "../store/blob-files.js";
import { withLock } from "../store/locks.js";
import type { BlobRow, Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type Core, saved } from "./core.js";
import { caseView, type OpenVault } from "./open-vault.js";
import type { Result, SaveFailure } from "./port.js";
import { saveRecords } from "./writer.js";

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** What stands in the place of each of its blobs until the server has answered, and after. */
function standIns(log: Id, exhibit: Exhibit, state: "going" | "gone"): readonly BlobRow[] {
  const body = exhibit.first;
  if (body.kind !== "file") return [];
  const refs: readonly BlobRef[] = body.thumb === undefined ? [body.blob] : [body.blob, body.thumb];
  return refs.map(({ id, hdr, chunks }) => ({ id, log, exhibit: exhibit.id, hdr: own(hdr), chunks: own(chunks), paddedLen: 0, chunkCount: 0, where: "idb", state }));
}

/** The record and the end of its upload are one transaction; the bytes follow, and are tried again at every round. */
export async function removeExhibit(core: Core, caseId: Id, exhibitId: Id): Promise<Result<void, SaveFailure>> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, caseId);
  if (open === null || view === null) return { ok: false, type: "locked" };
  const exhibit = view.state.exhibits.get(exhibitId);
  if (exhibit === undefined || exhibit.removed !== null) return { ok: true, value: undefined };
  // Without an account nothing was ever sent, so there is nobody to tell.
  const blobs = standIns(caseId, exhibit, core.registered ? "going" : "gone");
  const result = await saveRecords(open, view, view.state, { blobs, build: (stamp) => [event(stamp, "removed", { of: exhibitId })] });
  if (!result.ok) return result;
  for (const { id } of blobs) await discardBytes(open.database, id);
  saved(core, caseId);
  return { ok: true, value: undefined };
}

/** An exhibit taken out on another phone: what was kept of it here goes too. */
async function markRemoved(open: OpenVault): Promise<void> {
  for (const { log, state } of open.cases.values()) {
    const rows = [...state.exhibits.values()].filter(({ removed }) => removed !== null).flatMap((exhibit) => standIns(log, exhibit, "going"));
    if (rows.length === 0) continue;
    await write(open.database, ["blobs"], async (tx) => {
      for (const row of rows) {
        const now = await tx.objectStore("blobs").get(row.id);
        if (now?.state !== "going" && now?.state !== "gone") await tx.objectStore("blobs").put(row);
      }
    });
  }
}

async function settle(database: Database, row: BlobRow): Promise<void> {
  await write(database, ["blobs"], async (tx) => {
    await tx.objectStore("blobs").put({ ...row, state: "gone" });
  });
}

/** Erases what is left here; where this phone is signed in, asks the server to as well. Never beside an upload, which could announce it once more. */
export function finishRemovals(core: Core, open: OpenVault, signedIn: boolean): Promise<void> {
  return withLock("holdfast-outbox", async () => {
    await markRemoved(open);
    for (const row of await open.database.getAllFromIndex("blobs", "state", "going")) {
      await eraseBytes(open.database, row.id);
      if (!signedIn) continue;
      const answer = await deleteBlob(core.env.door, row.id);
      // 404: the server never had it. Anything else is asked again at the next round.
      if (!answer.ok && (answer.failure.type === "offline" || answer.failure.status !== 404)) continue;
      await settle(open.database, row);
    }
  });
}
