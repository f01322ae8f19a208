// Writes tests/vectors/*.json for the byte formats, or compares them with what is there.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { boxVectors, kdfVectors, padmeVectors, recoveryVectors, slotVectors } from "./make-key-vectors.js";
import { zipVectors } from "../../zip/testing/make-zip-vectors.js";
import { inboxVectors } from "./make-inbox-vectors.js";
import { prfVectors } from "./make-prf-vectors.js";
import { blobVectors, identityVectors, opVectors } from "./make-log-vectors.js";

export const MAKERS: Readonly<Record<string, () => object | Promise<object>>> = {
  box: boxVectors,
  kdf: kdfVectors,
  recovery_code: recoveryVectors,
  padme: padmeVectors,
  slot: slotVectors,
  prf: prfVectors,
  identity: identityVectors,
  op: opVectors,
  blob: blobVectors,
  inbox: inboxVectors,
  zip: zipVectors,
};

/** Tests run in pwa/. */
export const FOLDER = join("..", "tests", "vectors");

export async function readVectors<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(FOLDER, `${name}.json`), "utf8")) as T;
}

export async function writeVectors(): Promise<void> {
  for (const [name, make] of Object.entries(MAKERS)) await writeFile(join(FOLDER, `${name}.json`), `${JSON.stringify(await make(), null, 1)}\n`);
}
