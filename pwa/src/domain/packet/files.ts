// Under which name each exhibit's file travels in a packet: its label, and the ending that its bytes call for.
import { pictureName } from "../copy-paths.js";
import type { Exhibit } from "../fold.js";
import type { Id } from "../records.js";
import { type Left, pictureKey } from "./contents.js";
import type { FilePlace } from "./exhibits.js";
import type { NoFile } from "./record.js";

/** `absent`: pictures that are not to be had, and why. */
export function packetFiles(exhibits: readonly Exhibit[], left: Left, absent: ReadonlyMap<Id, NoFile> = new Map()): ReadonlyMap<Id, FilePlace> {
  const taken = new Set<string>();
  const places = new Map<Id, FilePlace>();
  for (const { id, label, first, removed } of exhibits) {
    if (first.kind !== "file" || removed !== null) continue;
    const why = left.has(pictureKey(id)) ? "left_out" : absent.get(id);
    if (why !== undefined) {
      places.set(id, { noFile: why });
      continue;
    }
    const name = pictureName(label, first, taken);
    taken.add(name);
    places.set(id, { file: `exhibits/${name}` });
  }
  return places;
}
