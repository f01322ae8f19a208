// Reads a long file slice by slice into the same memory, where the browser can.
import type { Bytes } from "../bytes.js";

const COUNTED = 4;

/**
 * Brings the engine's next collection closer: what encrypting leaves of each slice would pile up to a hundred megabytes first.
 * Nothing is written into these bytes, so that no memory stands behind them: they only count.
 */
function pressForCollection(length: number): ArrayBuffer | null {
  try {
    return new ArrayBuffer(COUNTED * length);
  } catch (error) {
    // A phone with no room to count in collects by itself.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function bytewise(file: Blob): ReadableStreamBYOBReader | null {
  try {
    return file.stream().getReader({ mode: "byob" });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A stream tells of a file that has gone or changed as of a network that broke. */
async function next(reader: ReadableStreamBYOBReader, into: Bytes): Promise<ReadableStreamReadResult<Bytes>> {
  try {
    return await reader.read(into);
  } catch (error) {
    throw error instanceof TypeError ? new DOMException(error.message, "NotReadableError") : error;
  }
}

/** Fewer bytes than asked for where the file has no more. */
async function fill(reader: ReadableStreamBYOBReader, into: ArrayBuffer, length: number): Promise<Bytes> {
  let [memory, filled] = [into, 0];
  while (filled < length) {
    const { value, done } = await next(reader, new Uint8Array(memory, filled, length - filled));
    if (value === undefined) break;
    memory = value.buffer;
    filled += value.length;
    if (done) break;
  }
  // The pipe behind it has memory of its own.
  await reader.cancel();
  return new Uint8Array(memory, 0, filled);
}

/** Each slice is there until the next is asked for. Rejects as the browser does when the file cannot be read. */
export function slicesOf(file: Blob): (from: number, to: number) => Promise<Bytes> {
  let memory = new ArrayBuffer(0);
  return async (from, to) => {
    const part = file.slice(from, to);
    const reader = bytewise(part);
    if (reader === null) return new Uint8Array(await part.arrayBuffer());
    const length = to - from;
    const slice = await fill(reader, memory.byteLength >= length ? memory : new ArrayBuffer(length), length);
    memory = slice.buffer;
    pressForCollection(length);
    return slice;
  };
}
