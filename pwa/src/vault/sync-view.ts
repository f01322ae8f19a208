// What exists only on this phone, counted as a person would count it.
import type { CaseState } from "../domain/fold.js";
import type { Id, Rec } from "../domain/records.js";
import type { BlobRow } from "../store/schema.js";
import { type OpenVault, viewsOf } from "./open-vault.js";
import type { SyncView } from "./port.js";

export const NOTHING_SYNCED: SyncView = { state: "no_account", onlyHere: 0, bytesWaiting: 0, quarantined: 0, damaged: 0, problem: null, lastSynced: null };

/** The thing a record is about; null for what nobody would count. */
function thing(rec: Rec): Id | null {
  if (rec.k === "s") return rec.entity === "case" || rec.entity === "settings" || rec.field === "kind" ? null : rec.id;
  if (rec.type === "custody" || rec.type === "timestamp" || rec.type === "case_key") return null;
  if (rec.type === "correction" || rec.type === "addition" || rec.type === "removed") return rec.body.of;
  return rec.id;
}

/** Passages by the statement that they are part of: a draft is one thing, however many it has. */
function wholes(states: Iterable<CaseState>): ReadonlyMap<Id, Id> {
  return new Map([...states].flatMap(({ statements }) => [...statements.values()].flatMap(({ id, parts }) => parts.map((part): [Id, Id] => [part.id, id]))));
}

export interface OnlyHere extends Pick<SyncView, "onlyHere" | "bytesWaiting" | "damaged"> {
  readonly waiting: readonly BlobRow[];
  /** Things with something to send besides these blobs. */
  readonly besides: (held: (row: BlobRow) => boolean) => number;
}

/** Things whose records or pictures no other copy exists of. */
export async function countOnlyHere(vault: OpenVault): Promise<OnlyHere> {
  const things = new Set<Id>();
  const shown = vault.brief === null ? [] : [vault.brief];
  const partOf = wholes([...vault.cases.values(), ...shown].map(({ state }) => state));
  for (const view of viewsOf(vault)) {
    for (const records of view.unsent.values()) {
      for (const rec of records) {
        const about = thing(rec);
        if (about !== null) things.add(partOf.get(about) ?? about);
      }
    }
  }
  const blobs = await vault.database.getAllFromIndex("blobs", "state", "here");
  const waiting = blobs.filter(({ id }) => !vault.gone.has(id));
  const records = new Set(things);
  for (const blob of waiting) things.add(blob.exhibit);
  const besides = (held: (row: BlobRow) => boolean): number => new Set([...records, ...waiting.filter((row) => !held(row)).map(({ exhibit }) => exhibit)]).size;
  const damaged = new Set(blobs.filter(({ id }) => vault.gone.has(id)).map(({ exhibit }) => exhibit));
  return { waiting, besides, onlyHere: things.size, damaged: damaged.size, bytesWaiting: waiting.reduce((sum, { paddedLen }) => sum + paddedLen, 0) };
}
