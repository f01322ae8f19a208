// SHA-256 of what does not fit in memory, where WebAssembly is not allowed.
import { sha256 } from "@noble/hashes/sha2.js";
import { copy } from "./bytes.js";
import type { RunningHash } from "./running-hash.js";

export function plainSha256(): Promise<RunningHash> {
  const hasher = sha256.create();
  return Promise.resolve({
    update: (bytes) => {
      hasher.update(bytes);
    },
    digest: () => copy(hasher.digest()),
  });
}
