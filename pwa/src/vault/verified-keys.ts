// What the server says an account's keys are, checked with the keys that only the right secret opens.
import type { AccountKeys } from "../api/wire.gen.js";
import { fromBase64url } from "../crypto/base64url.js";
import { openBundle } from "../crypto/bundle.js";
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { signingKey } from "../crypto/ed25519.js";
import { sha256 } from "../crypto/hash.js";
import { namedIk, verifyIdentity } from "../crypto/identity.js";
import { idBytes } from "../crypto/ids.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import { checkSlots, openSlot } from "../crypto/slots.js";
import { homeKeys, type OpenAccount } from "./account-keys.js";
import { checkShape } from "./keyring.js";

export interface Verified {
  readonly keys: AccountKeys;
  readonly slots: readonly Bytes[];
  readonly entries: readonly Bytes[];
  readonly account: Omit<OpenAccount, "device">;
}

/** Refuses as the crypto door does. */
export async function verifyKeys(keys: AccountKeys, isMine: (slot: Bytes) => boolean, kek: Bytes): Promise<Verified> {
  const id = idBytes(keys.account_id);
  const slots = keys.slots.map(fromBase64url);
  const mine = slots.find(isMine);
  if (mine === undefined) throw new CryptoRefusal("format");
  checkShape(slots);
  const entries = keys.identity.map(fromBase64url);
  // The secret's own slot refuses any identity key but the one it was made with; the bundle and the log must then show that same key.
  const amk = await openSlot(mine, { accountId: id, ikPub: namedIk(entries, id) }, kek);
  const sealed = fromBase64url(keys.bundle);
  const bundle = await openBundle(amk, id, keys.gen, sealed);
  const ik = await signingKey(bundle.ik);
  await checkSlots(ik.pub, id, keys.gen, slots, fromBase64url(keys.slots_sig));
  const identity = await verifyIdentity(entries, id, ik.pub);
  const named = identity.bundleHash === null || equalBytes(identity.bundleHash, await sha256(sealed));
  if (identity.gen !== keys.gen || !named) throw new CryptoRefusal("order");
  const homes = await homeKeys(bundle);
  return { keys, slots, entries, account: { id: keys.account_id, idBytes: id, gen: keys.gen, amk, ik, ...homes, identity } };
}
