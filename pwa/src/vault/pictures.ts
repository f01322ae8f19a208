// An exhibit's picture: opened from this phone, or fetched first.
import type { Exhibit } from "../domain/fold.js";
import type { BlobRef, Id } from "../domain/records.js";
import { forgetCopy } from "../store/blob-files.js";
import { fetchBlob } from "../sync/download.js";
import { type OpenInput, TaskFailed } from "../worker/protocol.js";
import type { Core } from "./core.js";
import { caseView } from "./open-vault.js";
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

export async function picture(core: Core, caseId: Id, exhibitId: Id, which: "original" | "thumb"): Promise<PictureResult> {
  const { open } = core;
  const exhibit = open === null ? undefined : (await caseView(open, caseId))?.state.exhibits.get(exhibitId);
  const input = exhibit === undefined || exhibit.removed !== null ? null : inputOf(exhibit, which);
  if (open === null || input === null) return { ok: false, type: "not_here" };
  let blob = await attempt(core, input);
  if (blob === "missing") {
    if (!core.registered) return { ok: false, type: "not_here" };
    const ref: BlobRef = { id: input.blobId, ...input };
    const fetched = await fetchBlob({ database: open.database, door: core.env.door }, caseId, exhibitId, ref);
    if (fetched !== "here") return { ok: false, type: fetched };
    blob = await attempt(core, input);
  }
  if (blob instanceof Blob) return { ok: true, value: blob };
  await forgetCopy(open.database, input.blobId);
  return { ok: false, type: "damaged" };
}
