// The account's key bundle: identity key, exchange key, home keys, in a Box under the AMK.
import { type Bytes, concat, copy, u32 } from "./bytes.js";
import { openBox, sealBox } from "./box.js";
import { decodeCbor, encodeCbor } from "./cbor.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";

export interface Bundle {
  /** Ed25519 seed of IK. */
  readonly ik: Bytes;
  /** X25519 private key. */
  readonly xk: Bytes;
  /** HOME_key of gen 1, 2, … */
  readonly home: readonly Bytes[];
}

export function sealBundle(amk: Uint8Array, accountId: Uint8Array, gen: number, bundle: Bundle, random: Random = systemRandom): Promise<Bytes> {
  return sealBox(amk, "bundle", concat(accountId, u32(gen)), encodeCbor({ ik: bundle.ik, xk: bundle.xk, home: bundle.home }), random);
}

function key32(value: unknown): Bytes {
  if (!(value instanceof Uint8Array) || value.length !== 32) throw new CryptoRefusal("schema");
  return copy(value);
}

/** Refuses as a Box does, or `schema`. */
export async function openBundle(amk: Uint8Array, accountId: Uint8Array, gen: number, box: Uint8Array): Promise<Bundle> {
  const map = decodeCbor(await openBox(amk, "bundle", concat(accountId, u32(gen)), box));
  if (typeof map !== "object" || map === null || Array.isArray(map)) throw new CryptoRefusal("schema");
  const fields = map as Readonly<Record<string, unknown>>;
  if (Object.keys(fields).sort().join() !== "home,ik,xk" || !Array.isArray(fields["home"])) throw new CryptoRefusal("schema");
  if (fields["home"].length !== gen) throw new CryptoRefusal("schema");
  return { ik: key32(fields["ik"]), xk: key32(fields["xk"]), home: fields["home"].map(key32) };
}
