// Takes bytes off the front of a stream that comes in pieces of any length.
import type { Bytes } from "../bytes.js";
import { ZipRefusal } from "./refusal.js";

export interface Front {
  /** Exactly `n` bytes, or the refusal `truncated`. */
  take(n: number): Promise<Bytes>;
  /** `n` bytes as they come. */
  pass(n: number): AsyncGenerator<Bytes>;
  /** True when nothing is left. */
  ended(): Promise<boolean>;
}

export function front(source: AsyncIterable<Bytes>): Front {
  const pieces = source[Symbol.asyncIterator]();
  let held: Bytes = new Uint8Array(0);
  const more = async (): Promise<boolean> => {
    while (held.length === 0) {
      const next = await pieces.next();
      if (next.done === true) return false;
      held = next.value;
    }
    return true;
  };
  async function* pass(n: number): AsyncGenerator<Bytes> {
    for (let left = n; left > 0; ) {
      if (!(await more())) throw new ZipRefusal("truncated");
      const piece = held.subarray(0, left);
      held = held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  return {
    pass,
    ended: async () => !(await more()),
    async take(n) {
      const out = new Uint8Array(n);
      let at = 0;
      for await (const piece of pass(n)) {
        out.set(piece, at);
        at += piece.length;
      }
      return out;
    },
  };
}
