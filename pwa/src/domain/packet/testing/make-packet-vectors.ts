// Writes tests/vectors/packet: record.json samples as files, for the bytes are what is published.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { recordVectors } from "./make-record-vectors.js";

/** Run in pwa/. */
const FOLDER = join("..", "tests", "vectors", "packet");

export async function writeVectors(): Promise<void> {
  for (const [path, bytes] of await recordVectors()) {
    await mkdir(dirname(join(FOLDER, path)), { recursive: true });
    await writeFile(join(FOLDER, path), bytes);
  }
}
