// H: SHA-256 of what is in memory.
import { type Bytes, concat } from "./bytes.js";

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : concat(...parts);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole as Bytes));
}
