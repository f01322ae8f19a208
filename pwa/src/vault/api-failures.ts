// Refusals of the server in the words of the vault's port.
import type { ApiFailure } from "../api/door.js";

export function authFailure(failure: ApiFailure): { readonly ok: false; readonly type: "refused" | "offline" | "too_many" | "server" } {
  if (failure.type === "offline") return { ok: false, type: "offline" };
  if (failure.status === 429) return { ok: false, type: "too_many" };
  return { ok: false, type: failure.code === "auth_failed" ? "refused" : "server" };
}
