// The boldest lie: an account of the server's own behind the person's own ways in, made with no secret of theirs.
import type { AccountKeys } from "../../api/wire.gen.js";
import { fromBase64url, toBase64url } from "../../crypto/base64url.js";
import { sealBundle } from "../../crypto/bundle.js";
import type { Bytes } from "../../crypto/bytes.js";
import { signingKey } from "../../crypto/ed25519.js";
import { genesisEntry } from "../../crypto/identity.js";
import { idBytes } from "../../crypto/ids.js";
import { systemRandom } from "../../crypto/random.js";
import { resealSlot, signSlots } from "../../crypto/slots.js";
import { x25519Pub } from "../../crypto/x25519.js";

/** The keys as they were, but everything that needs no secret is the server's: AMK, bundle, identity log, signature. */
export async function impostor(keys: AccountKeys): Promise<AccountKeys> {
  const [id, amk] = [idBytes(keys.account_id), systemRandom(32)];
  const bundle = { ik: systemRandom(32), xk: systemRandom(32), home: [systemRandom(32)] };
  const ik = await signingKey(bundle.ik);
  const slots = await Promise.all(keys.slots.map((slot) => resealSlot(fromBase64url(slot), id, keys.gen, amk)));
  return {
    ...keys,
    bundle: toBase64url(await sealBundle(amk, id, keys.gen, bundle)),
    slots: slots.map(toBase64url),
    slots_sig: toBase64url(await signSlots(ik, id, keys.gen, slots)),
    identity: [toBase64url(await genesisEntry(ik, id, await x25519Pub(bundle.xk), Date.now()))],
  };
}

/** The same, but the log still begins with the person's own identity key. */
export async function halfImpostor(keys: AccountKeys): Promise<AccountKeys> {
  return { ...(await impostor(keys)), identity: keys.identity };
}

/** An answer that carries account keys, changed. */
export async function inAnswer(body: Bytes, change: (keys: AccountKeys) => Promise<AccountKeys>): Promise<Bytes> {
  return new TextEncoder().encode(JSON.stringify(await change(JSON.parse(new TextDecoder().decode(body)) as AccountKeys)));
}
