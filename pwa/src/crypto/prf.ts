// A passkey's slot: what its PRF is asked, and the KEK that its answer becomes.
import { ascii, type Bytes, concat, readUint, u16, u8 } from "./bytes.js";
import { sha256 } from "./hash.js";
import { hkdf } from "./hkdf.js";
import { CryptoRefusal } from "./refusal.js";

const HEAD = 35;
const LONGEST_CREDENTIAL_ID = 1023;

export interface PrfParams {
  readonly salt: Bytes;
  /** The WebAuthn credential's. */
  readonly credentialId: Bytes;
}

export function writePrfParams({ salt, credentialId }: PrfParams): Bytes {
  return concat(u8(0x03), salt, u16(credentialId.length), credentialId);
}

/** Refuses `format`. */
export function readPrfParams(bytes: Uint8Array): PrfParams {
  const credentialId = bytes.slice(HEAD);
  const whole = bytes[0] === 0x03 && credentialId.length >= 1 && credentialId.length <= LONGEST_CREDENTIAL_ID;
  if (!whole || readUint(bytes, HEAD - 2, 2) !== credentialId.length) throw new CryptoRefusal("format");
  return { salt: bytes.slice(1, HEAD - 2), credentialId };
}

export function prfInput({ salt }: Pick<PrfParams, "salt">): Promise<Bytes> {
  return sha256(concat(ascii("e1/prf"), salt));
}

/** From what the passkey's PRF answered. Refuses `format` unless that is 32 bytes. */
export async function prfKek(output: Uint8Array, slotId: Uint8Array): Promise<Bytes> {
  if (output.length !== 32) throw new CryptoRefusal("format");
  return hkdf(output, slotId, "e1/prf", 32);
}
