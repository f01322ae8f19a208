// The recovery code as people write it down: seven groups of four, with a check.
import { ascii, type Bytes } from "./bytes.js";
import { sha256 } from "./hash.js";
import { CryptoRefusal } from "./refusal.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 28;

async function check(rk: Uint8Array): Promise<number> {
  const digest = await sha256(ascii("e1/rec-check"), rk);
  return ((digest[0] ?? 0) << 4) | ((digest[1] ?? 0) >> 4);
}

export async function writeRecoveryCode(rk: Uint8Array): Promise<string> {
  let bits = 0n;
  for (const byte of rk) bits = (bits << 8n) | BigInt(byte);
  bits = (bits << 12n) | BigInt(await check(rk));
  let text = "";
  for (let i = LENGTH - 1; i >= 0; i -= 1) text += ALPHABET.charAt(Number((bits >> BigInt(5 * i)) & 31n));
  return (text.match(/.{4}/g) ?? []).join("-");
}

/** Upper case, without spaces and hyphens, O as 0, I and L as 1. */
export function normaliseCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212-]/g, "")
    .replaceAll("O", "0")
    .replaceAll("I", "1")
    .replaceAll("L", "1");
}

/** Refuses `recovery_typo`. */
export async function readRecoveryCode(text: string): Promise<Bytes> {
  const clean = normaliseCode(text);
  if (clean.length !== LENGTH) throw new CryptoRefusal("recovery_typo");
  let bits = 0n;
  for (const char of clean) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) throw new CryptoRefusal("recovery_typo");
    bits = (bits << 5n) | BigInt(value);
  }
  const rk = Uint8Array.from({ length: 16 }, (_, i) => Number((bits >> BigInt(132 - 8 * i)) & 255n));
  if (Number(bits & 4095n) !== (await check(rk))) throw new CryptoRefusal("recovery_typo");
  return rk;
}
