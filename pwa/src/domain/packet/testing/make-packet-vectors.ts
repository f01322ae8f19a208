// Writes tests/vectors/packet: record.json samples and evidence bags as files, for their bytes are what is published.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bagVectors } from "../../../bag/testing/make-bag-vectors.js";
import { recordVectors } from "./make-record-vectors.js";

/** Run in pwa/. */
export const FOLDER = join("..", "tests", "vectors", "packet");

/** By path below FOLDER. */
export async function packetVectors(): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map(await recordVectors());
  const bags = await bagVectors();
  const named = bags.map(({ zip, ...expected }, n) => ({ file: `${String(n + 1).padStart(2, "0")}.zip`, zip, expected }));
  for (const { file, zip } of named) files.set(`bags/${file}`, zip);
  const expected = named.map(({ file, expected: told }) => ({ file, ...told }));
  files.set("bags/expected.json", new TextEncoder().encode(`${JSON.stringify({ source: "docs/packet-format.md", bags: expected }, null, 1)}\n`));
  return files;
}

export async function writeVectors(): Promise<void> {
  for (const [path, bytes] of await packetVectors()) {
    await mkdir(dirname(join(FOLDER, path)), { recursive: true });
    await writeFile(join(FOLDER, path), bytes);
  }
}
