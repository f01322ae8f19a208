// A long file is read slice by slice into one piece of memory; what cannot be read is told as a browser tells it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { slicesOf } from "./same-memory.js";

const SLICE = 70_000;
const BYTES = Uint8Array.from({ length: 3 * SLICE + 500 }, (_, i) => i % 251);

async function read(file: Blob): Promise<{ readonly bytes: number[]; readonly memories: number }> {
  const slices = slicesOf(file);
  const bytes: number[] = [];
  const kept = new Set<number>();
  for (let from = 0; from < file.size; from += SLICE) {
    const slice = await slices(from, Math.min(from + SLICE, file.size));
    kept.add(slice.buffer.byteLength);
    bytes.push(...slice);
  }
  return { bytes, memories: kept.size };
}

test("what is read into the same memory again and again is the file", async () => {
  const { bytes, memories } = await read(new Blob([BYTES]));
  assert.deepEqual(Uint8Array.from(bytes), BYTES);
  assert.equal(memories, 1, "the last slice, which is shorter, lies in the memory of the others");
});

test("a browser that cannot read into memory of ours reads all the same", async (t) => {
  t.mock.method(ReadableStream.prototype, "getReader", () => {
    throw new TypeError("no byte stream");
  });
  assert.deepEqual(Uint8Array.from((await read(new Blob([BYTES]))).bytes), BYTES);
});

test("a file that goes while it is read cannot be read; it is no fault of ours", async (t) => {
  t.mock.method(Blob.prototype, "stream", () => new ReadableStream({ type: "bytes", pull: () => Promise.reject(new TypeError("network error")) }));
  await assert.rejects(read(new Blob([BYTES])), { name: "NotReadableError" });
});
