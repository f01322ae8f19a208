// An account without a passphrase: a passkey and a recovery code.
import { isStorageFailure } from "../store/failure.js";
import { readMeta } from "../store/meta.js";
import type { Core } from "./core.js";
import type { PasskeysVault } from "./passkeys-port.js";
import { enrol, nameIt } from "./passkeys.js";
import type { Result, SignUpFailure } from "./port.js";
import { attemptNew, type Made, resumeByCode } from "./sign-up.js";

async function resumed(core: Core): Promise<Result<Made, SignUpFailure> | null> {
  const earlier = core.open === null ? null : await resumeByCode(core, core.open);
  if (earlier === null || earlier.ok) return earlier;
  return { ok: false, type: earlier.type === "refused" ? "earlier_attempt" : earlier.type };
}

export async function signUpWithPasskey(core: Core, login: string, name: string, invite = ""): ReturnType<PasskeysVault["signUpWithPasskey"]> {
  const { open } = core;
  const row = open === null ? undefined : await readMeta(open.database, "account");
  if (open === null || row === undefined || core.registered) return { ok: false, type: "server" };
  try {
    const earlier = await resumed(core);
    if (earlier !== null) return earlier;
    const enrolled = await enrol(core, open.account, login);
    if (!enrolled.ok) return enrolled;
    const { slot, slotId } = enrolled.value;
    const made = await attemptNew(core, open, { login, invite, way: { slot, pw: null }, row }, () => resumed(core));
    if (made.ok) await nameIt(core, slotId, name);
    return made;
  } catch (error) {
    if (isStorageFailure(error)) return { ok: false, type: "storage" };
    throw error;
  }
}
