// Cases and their exhibits: making, switching, naming, describing, looking.
import { systemRandom } from "../crypto/random.js";
import { event, setCase } from "../domain/build.js";
import type { Exhibit } from "../domain/fold.js";
import type { DescribedExhibit, Description, Id } from "../domain/records.js";
import { TaskFailed } from "../worker/protocol.js";
import { type Core, saved, showCase } from "./core.js";
import { caseView, type OpenVault } from "./open-vault.js";
import type { Result, SaveFailure, Vault } from "./port.js";
import { saveRecords } from "./writer.js";

const LOCKED = { ok: false, type: "locked" } as const;

export async function createCase(core: Core, title: string, audience: "child" | "me" | "other" | null): Promise<Result<Id, SaveFailure>> {
  const { open } = core;
  if (open === null) return LOCKED;
  let id: Id = "";
  const result = await saveRecords(open, open.home, null, {
    build: (stamp) => {
      id = stamp.newId();
      const key = event(stamp, "case_key", { case: id, epoch: 1, ck: systemRandom(32) });
      return [key, ...setCase(stamp, id, { title, ...(audience === null ? {} : { audience }) })];
    },
  });
  if (!result.ok) return result;
  saved(core, open.account.id);
  await showCase(core, id);
  return { ok: true, value: id };
}

export async function editCase(core: Core, id: Id, change: Parameters<Vault["editCase"]>[1]): Promise<Result<void, SaveFailure>> {
  const { open } = core;
  if (open === null) return LOCKED;
  const result = await saveRecords(open, open.home, null, { build: (stamp) => setCase(stamp, id, change) });
  if (!result.ok) return result;
  saved(core, open.account.id);
  return { ok: true, value: undefined };
}

export async function describeExhibit(core: Core, caseId: Id, description: Description): Promise<Result<{ readonly id: Id; readonly label: string }, SaveFailure>> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, caseId);
  if (open === null || view === null) return LOCKED;
  let made = { id: "", label: "" };
  const result = await saveRecords(open, view, view.state, {
    build: (stamp, label) => {
      made = { id: stamp.newId(), label: label() };
      const body: DescribedExhibit = { label: made.label, kind: "described", via: "typed", gate: "described", received: stamp.at, described: description };
      return [event(stamp, "exhibit", body, made.id)];
    },
  });
  if (!result.ok) return result;
  saved(core, caseId);
  return { ok: true, value: made };
}

export type PictureResult = Awaited<ReturnType<Vault["picture"]>>;

/** Fetches a blob's sealed bytes to this phone; says why when it cannot. */
export type FetchBlob = (vault: OpenVault, log: Id, exhibit: Exhibit, which: "original" | "thumb") => Promise<"here" | "not_here" | "offline" | "damaged">;

export async function picture(core: Core, caseId: Id, exhibitId: Id, which: "original" | "thumb", fetchBlob: FetchBlob): Promise<PictureResult> {
  const { open } = core;
  const exhibit = open === null ? undefined : (await caseView(open, caseId))?.state.exhibits.get(exhibitId);
  const body = exhibit?.first;
  if (open === null || exhibit === undefined || body?.kind !== "file") return { ok: false, type: "not_here" };
  const wanted = which === "original" ? { ref: body.blob, len: body.len, mime: body.mime, sha256: body.sha256 } : body.thumb && { ref: body.thumb, len: body.thumb.len, mime: "image/jpeg" };
  if (wanted === undefined) return { ok: false, type: "not_here" };
  const { id, key, hdr, commit, chunks } = wanted.ref;
  const sums = "sha256" in wanted ? { sha256: wanted.sha256 as Uint8Array<ArrayBuffer> } : {};
  const bytes = { key, hdr, commit, chunks } as Record<"key" | "hdr" | "commit" | "chunks", Uint8Array<ArrayBuffer>>;
  const attempt = (): Promise<Blob> => core.env.run("open", { blobId: id, ...bytes, len: wanted.len, mime: wanted.mime, ...sums });
  try {
    return { ok: true, value: await attempt() };
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    if (error.code !== "missing") return { ok: false, type: "damaged" };
  }
  const fetched = await fetchBlob(open, caseId, exhibit, which);
  if (fetched !== "here") return { ok: false, type: fetched };
  try {
    return { ok: true, value: await attempt() };
  } catch (error) {
    if (error instanceof TaskFailed) return { ok: false, type: "damaged" };
    throw error;
  }
}
