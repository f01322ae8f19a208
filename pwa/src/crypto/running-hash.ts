// SHA-256 of what does not fit in memory. Needs WebAssembly: worker only.
import { createSHA256 } from "hash-wasm";
import { type Bytes, copy } from "./bytes.js";

export interface RunningHash {
  update(bytes: Uint8Array): void;
  digest(): Bytes;
}

export async function runningSha256(): Promise<RunningHash> {
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digest: () => copy(hasher.digest("binary")),
  };
}
