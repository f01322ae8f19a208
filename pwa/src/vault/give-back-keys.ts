// A server restored to before removals: they come back with the keys that they brought, as they stand on this phone.
import { accountKeys, putSlots } from "../api/accounts.js";
import type { ApiResult } from "../api/door.js";
import { toBase64url } from "../crypto/base64url.js";
import type { Bytes } from "../crypto/bytes.js";
import { signSlots } from "../crypto/slots.js";
import { readMeta } from "../store/meta.js";
import type { Core } from "./core.js";
import type { OpenVault } from "./open-vault.js";

/** False where this phone has not got the very keys that these entries end with, or a passphrase, code or passkey has changed since the server's slots. */
export async function giveBackKeys(core: Core, { account, database }: OpenVault, entries: readonly Bytes[]): Promise<ApiResult<boolean>> {
  const row = await readMeta(database, "account");
  const there = await accountKeys(core.env.door);
  if (!there.ok) return there;
  if (row === undefined || row.gen !== account.gen || there.value.gen >= row.gen) return { ok: true, value: false };
  const { gen, bundle, slots } = row;
  const kept = slots.map((slot) => new Uint8Array(slot));
  const given = await putSlots(core.env.door, {
    if_slots_sig: there.value.slots_sig,
    gen,
    bundle: toBase64url(new Uint8Array(bundle)),
    slots: kept.map(toBase64url),
    slots_sig: toBase64url(await signSlots(account.ik, account.idBytes, gen, kept)),
    pw: null,
    rec: null,
    entries: entries.map(toBase64url),
    sign_out_others: false,
  });
  if (given.ok) return { ok: true, value: true };
  return given.failure.type === "offline" ? given : { ok: true, value: false };
}
