// Argon2id by hash-wasm, within bounds that a server cannot talk us out of. Needs WebAssembly: worker only.
import { argon2id } from "hash-wasm";
import { type Bytes, copy, utf8 } from "./bytes.js";
import type { PwParams } from "./kdf-params.js";

/** Argon2id(NFKC(passphrase)) with parameters that `readPwParams` has let through. */
export async function stretch(passphrase: string, params: PwParams): Promise<Bytes> {
  const out = await argon2id({
    password: utf8(passphrase.normalize("NFKC")),
    salt: params.salt,
    iterations: params.passes,
    parallelism: params.lanes,
    memorySize: params.memoryKib,
    hashLength: 32,
    outputType: "binary",
  });
  return copy(out);
}
