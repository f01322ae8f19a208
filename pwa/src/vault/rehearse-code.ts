// The recovery code that was just made, typed back in part.
import { normaliseCode } from "../crypto/recovery-code.js";
import { background } from "../store/failure.js";
import { write } from "../store/transaction.js";
import type { Core } from "./core.js";

/** True when the groups typed back are those of this account's code. */
export function recoveryRehearsed(core: Core, groups: readonly { readonly index: number; readonly text: string }[]): boolean {
  const code = core.unrehearsedCode.value?.split("-");
  const right = code !== undefined && groups.length > 0 && groups.every(({ index, text }) => code[index] !== undefined && normaliseCode(text) === code[index]);
  const { open } = core;
  if (!right || open === null) return right;
  core.unrehearsedCode.value = null;
  background(write(open.database, ["meta"], (tx) => tx.objectStore("meta").delete("signup")));
  return true;
}
