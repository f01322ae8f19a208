// A change of the slot set that changes no secret: asked for, changed, put in place, kept on this phone.
import type { Bytes } from "../crypto/bytes.js";
import { type Core, tell } from "./core.js";
import { fetchKeyring, keepSlots } from "./keyring.js";
import type { KeysFailure } from "./keys-port.js";
import type { Result } from "./port.js";
import { guarded } from "./guarded.js";
import { put, TRIES } from "./rekeying.js";

/** `change` makes the next set of the server's, or null when there is nothing to do. */
export function changeSlots(core: Core, change: (slots: readonly Bytes[]) => readonly Bytes[] | null): Promise<Result<void, KeysFailure>> {
  return guarded(async () => {
    const { open } = core;
    if (open === null || !core.registered) return { ok: false, type: "server" };
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const ring = await fetchKeyring(core, open);
      if (!ring.ok) return ring;
      const slots = change(ring.value.slots);
      const failed = slots === null ? null : await put(core, open, ring.value, { slots, pw: null, rec: null }, false);
      if (failed === "conflict") continue;
      if (failed !== null) return failed;
      await keepSlots(open, slots ?? ring.value.slots);
      if (slots !== null) tell(core, { type: "account" });
      return { ok: true, value: undefined };
    }
    return { ok: false, type: "moved_on" };
  });
}
