// HPKE base mode to an X25519 key: what is sealed so, only the private half opens.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256, HpkeError } from "@hpke/core";
import { type Bytes, concat } from "./bytes.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const ENC = 32;
/** enc and the tag. */
export const HPKE_OVERHEAD = ENC + 16;

/** enc 32 ‖ ct. `random` is asked for the ephemeral input, only in vectors. */
export async function hpkeSeal(pub: Bytes, info: Bytes, plaintext: Bytes, random: Random = systemRandom): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(pub);
  const seeded = random === systemRandom ? {} : { ekm: random(32) };
  const sender = await suite.createSenderContext({ recipientPublicKey, info, ...seeded });
  return concat(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(plaintext)));
}

/** Refuses `decrypt`. */
export async function hpkeOpen(priv: Bytes, info: Bytes, sealed: Uint8Array): Promise<Bytes> {
  const recipientKey = await suite.kem.importKey("raw", priv.buffer, false);
  try {
    const recipient = await suite.createRecipientContext({ recipientKey, enc: sealed.slice(0, ENC), info });
    return new Uint8Array(await recipient.open(sealed.slice(ENC)));
  } catch (error) {
    if (error instanceof HpkeError) throw new CryptoRefusal("decrypt");
    throw error;
  }
}
