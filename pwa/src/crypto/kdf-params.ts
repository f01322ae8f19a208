// The kdf_params of each slot type, and the strength below or above which a phone refuses.
import { ascii, type Bytes, concat, readUint, u32, u8 } from "./bytes.js";
import { hkdf } from "./hkdf.js";
import { CryptoRefusal } from "./refusal.js";

export interface PwParams {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Bytes;
}

export const REC_PARAMS: Bytes = u8(0x02);
export const DEV_PARAMS: Bytes = u8(0x04);

export function newPwParams(salt: Bytes): PwParams {
  return { memoryKib: 65536, passes: 3, lanes: 1, salt };
}

export function writePwParams(params: PwParams): Bytes {
  return concat(u8(0x01), u32(params.memoryKib), u32(params.passes), u8(params.lanes), params.salt);
}

/** Refuses `format`, `kdf_weak` or `kdf_excessive`. */
export function readPwParams(bytes: Uint8Array): PwParams {
  if (bytes.length !== 26 || bytes[0] !== 0x01) throw new CryptoRefusal("format");
  const params = { memoryKib: readUint(bytes, 1, 4), passes: readUint(bytes, 5, 4), lanes: readUint(bytes, 9, 1), salt: bytes.slice(10) };
  if (params.memoryKib < 32 * 1024 || params.passes < 3) throw new CryptoRefusal("kdf_weak");
  if (params.memoryKib > 1024 * 1024 || params.passes > 16) throw new CryptoRefusal("kdf_excessive");
  if (params.lanes < 1 || params.lanes > 16) throw new CryptoRefusal("format");
  return params;
}

/** True for parameters that a phone of today would not choose: it wraps anew, upward only. */
export function isWeakerThanNew(bytes: Uint8Array): boolean {
  const { memoryKib, passes } = readPwParams(bytes);
  const today = newPwParams(new Uint8Array(16));
  return memoryKib < today.memoryKib || passes < today.passes;
}

/** What a secret yields: `auth` proves it to the server, `kek` never leaves the phone. */
export interface SecretKeys {
  readonly auth: Bytes;
  readonly kek: Bytes;
}

function split(okm: Bytes): SecretKeys {
  return { auth: okm.slice(0, 32), kek: okm.slice(32) };
}

/** From Argon2id's output. */
export async function pwKeys(stretched: Uint8Array, accountId: Uint8Array): Promise<SecretKeys> {
  return split(await hkdf(stretched, new Uint8Array(0), concat(ascii("e1/pw"), accountId), 64));
}

export async function recKeys(rk: Uint8Array, accountId: Uint8Array): Promise<SecretKeys> {
  return split(await hkdf(rk, accountId, "e1/rec", 64));
}

export function recoveryId(rk: Uint8Array): Promise<Bytes> {
  return hkdf(rk, new Uint8Array(0), "e1/rec-id", 16);
}
