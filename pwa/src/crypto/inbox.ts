// The inbox: what comes while the vault is locked is sealed to a key whose private half lies under the vault's own.
import { ascii, type Bytes, concat, readUint, u16, u8 } from "./bytes.js";
import { equalBytes } from "./constant-time.js";
import { HPKE_OVERHEAD, hpkeOpen, hpkeSeal } from "./hpke.js";
import { pad, unpad } from "./padme.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";
import { x25519Pub } from "./x25519.js";

const HEAD = 24;
const SHORTEST = HEAD + HPKE_OVERHEAD + 256;

export interface InboxKey {
  readonly pub: Bytes;
  readonly priv: Bytes;
}

export async function newInboxKey(random: Random = systemRandom): Promise<InboxKey> {
  const priv = random(32);
  return { pub: await x25519Pub(priv), priv };
}

function info(head: Uint8Array): Bytes {
  return concat(ascii("e1/inbox"), head);
}

/** An entry that carries `plaintext`; its length says little about how much that is. */
export async function sealEntry(pub: Bytes, itemId: Uint8Array, plaintext: Uint8Array, random: Random = systemRandom): Promise<Bytes> {
  const head = concat(ascii("E1IN"), u8(1), u8(1), u16(0), itemId);
  return concat(head, await hpkeSeal(pub, info(head), pad(plaintext), random));
}

/** Refuses `format`, `truncated`, `decrypt` or `schema` (padding). */
export async function openEntry(priv: Bytes, itemId: Uint8Array, entry: Uint8Array): Promise<Bytes> {
  const magic = ascii("E1IN").every((byte, i) => entry[i] === byte);
  if (!magic || entry[4] !== 1 || entry[5] !== 1 || readUint(entry, 6, 2) !== 0) throw new CryptoRefusal("format");
  if (entry.length < SHORTEST) throw new CryptoRefusal("truncated");
  const head = entry.slice(0, HEAD);
  if (!equalBytes(head.subarray(8), itemId)) throw new CryptoRefusal("format");
  return unpad(await hpkeOpen(priv, info(head), entry.subarray(HEAD)));
}
