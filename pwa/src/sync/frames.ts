// How ops travel: length-prefixed out, numbered and length-prefixed in.
import { type Bytes, concat, readUint, u32 } from "../crypto/bytes.js";

export function frameOps(ops: readonly Uint8Array[]): Bytes {
  return concat(...ops.flatMap((op) => [u32(op.length), op]));
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
