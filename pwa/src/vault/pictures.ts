// An exhibit's picture: opened from this phone, or fetched first.
import type { Exhibit } from "../domain/fold.js";
import type { BlobRef, Id } from "../domain/records.js";
import { forgetCopy } from "../store/blob-files.js";
import { fetchBlob, type Fetched, type FetchWatch } from "../sync/download.js";
import { type OpenInput, TaskFailed } from "../worker/protocol.js";
import type { Core } from "./core.js";
import { caseView, type OpenVault } from "./open-vault.js";
import type { Vault } from "./port.js";

type PictureResult = Awaited<ReturnType<Vault["picture"]>>;
type Bytes = Uint8Array<ArrayBuffer>;

/** What the worker needs to open one of an exhibit's blobs; null where it has none. */
function inputOf(exhibit: Exhibit, which: "original" | "thumb"): OpenInput | null {
  const body = exhibit.first;
  if (body.kind !== "file") return null;
  const of = (ref: BlobRef): Pick<OpenInput, "blobId" | "key" | "hdr" | "commit" | "chunks"> => ({
    blobId: ref.id,
    key: ref.key as Bytes,
    hdr: ref.hdr as Bytes,
    commit: ref.commit as Bytes,
    chunks: ref.chunks as Bytes,
  });
  if (which === "original") return { ...of(body.blob), len: body.len, mime: body.mime, sha256: body.sha256 as Bytes };
  return body.thumb === undefined ? null : { ...of(body.thumb), len: body.thumb.len, mime: "image/jpeg" };
}

async function attempt(core: Core, input: OpenInput): Promise<Blob | "missing" | "damaged"> {
  try {
    return await core.env.run("open", input);
  } catch (error) {
    if (error instanceof TaskFailed) return error.code === "missing" ? "missing" : "damaged";
    throw error;
  }
}

/** From the account, and opened; damaged bytes are not kept. */
async function fetchAndOpen(core: Core, open: OpenVault, place: { readonly log: Id; readonly exhibit: Id }, input: OpenInput, watch?: FetchWatch): Promise<Blob | Exclude<Fetched, "here">> {
  if (!core.registered) return "not_here";
  const ref: BlobRef = { id: input.blobId, ...input };
  const fetched = await fetchBlob({ database: open.database, door: core.env.door }, place.log, place.exhibit, ref, watch);
  if (fetched !== "here") return fetched;
  const opened = await attempt(core, input);
  return opened === "missing" ? "damaged" : opened;
}

/** A copy that is missing or damaged here heals from the account; the only copy stays as it is. */
export async function picture(core: Core, caseId: Id, exhibitId: Id, which: "original" | "thumb", watch?: FetchWatch): Promise<PictureResult> {
  const { open } = core;
  const exhibit = open === null ? undefined : (await caseView(open, caseId))?.state.exhibits.get(exhibitId);
  const input = exhibit === undefined || exhibit.removed !== null ? null : inputOf(exhibit, which);
  if (open === null || input === null) return { ok: false, type: "not_here" };
  let blob: Blob | "missing" | Exclude<Fetched, "here"> = await attempt(core, input);
  const heals = blob === "missing" || (blob === "damaged" && (await forgetCopy(open.database, input.blobId)));
  if (heals) blob = await fetchAndOpen(core, open, { log: caseId, exhibit: exhibitId }, input, watch);
  if (blob instanceof Blob) return { ok: true, value: blob };
  if (heals && blob === "damaged") await forgetCopy(open.database, input.blobId);
  return { ok: false, type: blob === "missing" ? "not_here" : blob };
}
