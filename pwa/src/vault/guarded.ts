// What a failure means for whoever asked for a change of keys.
import { isRefusal } from "../crypto/refusal.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import type { KeysFailure } from "./keys-port.js";
import type { Result } from "./port.js";

/** Crypto refusals here mean a server that lies. */
export async function guarded<T, F extends { readonly type: string } = KeysFailure>(act: () => Promise<Result<T, F>>): Promise<Result<T, F | { readonly type: "false_keys" | "server" | "storage" }>> {
  try {
    return await act();
  } catch (error) {
    if (isRefusal(error)) return { ok: false, type: "false_keys" };
    if (error instanceof RangeError) return { ok: false, type: "server" };
    if (isStorageFailure(error) || isFull(error)) return { ok: false, type: "storage" };
    throw error;
  }
}
