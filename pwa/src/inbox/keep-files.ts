// Files on their way into the inbox: sealed like those that go into the record, under keys that only their entry carries.
import { newId } from "../crypto/ids.js";
import { fileName } from "../domain/file-name.js";
import type { Cover, Via } from "../domain/records.js";
import type { Both } from "../worker/seal-both.js";
import type { Thing } from "./keep.js";

export function fileThing(file: File, both: Both, via: Via, cover?: Cover): Thing {
  const name = fileName(file.name);
  const rest = { via, ...(name === "" ? {} : { name }), ...(cover === undefined ? {} : { covered: cover }) };
  return { id: newId(), what: { kind: "file", file: { ...rest, ...both.file } }, blobs: both.blobs, chunks: both.chunks };
}

export function noteThing(id: string, text: string): Thing {
  return { id, what: { kind: "note", text }, blobs: [], chunks: [] };
}
