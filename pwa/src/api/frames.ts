// How ops travel: length-prefixed out, numbered and length-prefixed in.
import { MAX_PUSH_BYTES, MAX_PUSH_OPS } from "./sync.js";
import { type Bytes, concat, readUint, u32 } from "../crypto/bytes.js";

export function frameOps(ops: readonly Uint8Array[]): Bytes {
  return concat(...ops.flatMap((op) => [u32(op.length), op]));
}

const HEAL_HEAD = 8 + 32;

/** As many of the first rows as one request may carry. */
export function oneRequest<T extends { readonly op: ArrayBuffer }>(rows: readonly T[]): readonly T[] {
  let size = HEAL_HEAD;
  const batch: T[] = [];
  for (const row of rows) {
    size += row.op.byteLength + 4;
    if (batch.length === MAX_PUSH_OPS || size > MAX_PUSH_BYTES) break;
    batch.push(row);
  }
  return batch;
}

export interface NumberedOp {
  readonly seq: number;
  readonly op: Bytes;
}

/** Null when the bytes are not whole frames with rising numbers. */
export function readFrames(bytes: Bytes, after: number): readonly NumberedOp[] | null {
  const ops: NumberedOp[] = [];
  for (let at = 0; at < bytes.length; ) {
    const seq = readUint(bytes, at, 8);
    const length = readUint(bytes, at + 8, 4);
    const end = at + 12 + length;
    if (seq !== after + ops.length + 1 || Number.isNaN(length) || end > bytes.length) return null;
    ops.push({ seq, op: bytes.slice(at + 12, end) });
    at = end;
  }
  return ops;
}
