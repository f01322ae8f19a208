// Task: Argon2id over a passphrase.
import { stretch } from "../crypto/argon2.js";
import type { Tasks } from "./protocol.js";

export function runStretch(input: Tasks["stretch"]["input"]): Promise<Tasks["stretch"]["output"]> {
  return stretch(input.passphrase, input.params);
}
