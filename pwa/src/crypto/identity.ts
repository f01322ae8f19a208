// The identity log: which devices belong to the account, signed by its identity key.
import { ascii, type Bytes, concat, hex, readUint, u16, u32, u64, u8 } from "./bytes.js";
import { equalBytes } from "./constant-time.js";
import { type SigningKey, sign, verify } from "./ed25519.js";
import { sha256 } from "./hash.js";
import { laterMagic, ourMagic } from "./later.js";
import { CryptoRefusal } from "./refusal.js";

const GENESIS = 1;
const DEVICE_ADD = 2;
const BODY = 68;

export interface Device {
  readonly id: Bytes;
  readonly pub: Bytes;
  /** 1 = A. */
  readonly letter: number;
}

export interface Identity {
  readonly ikPub: Bytes;
  readonly xkPub: Bytes;
  /** By device id in hex. */
  readonly devices: ReadonlyMap<string, Device>;
  readonly n: number;
  /** Hash of the last entry: what the next one's prev must be, and what a phone pins. */
  readonly head: Bytes;
}

async function entry(ik: SigningKey, kind: number, accountId: Uint8Array, n: number, prev: Uint8Array, time: number, body: Uint8Array): Promise<Bytes> {
  const unsigned = concat(ascii("E1ID"), u8(1), u8(kind), u16(0), accountId, u32(n), prev, u64(time), body);
  return concat(unsigned, await sign(ik, "e1/identity", await sha256(unsigned)));
}

export function genesisEntry(ik: SigningKey, accountId: Uint8Array, xkPub: Uint8Array, time: number): Promise<Bytes> {
  return entry(ik, GENESIS, accountId, 1, new Uint8Array(32), time, concat(ik.pub, xkPub));
}

export function deviceAddEntry(ik: SigningKey, accountId: Uint8Array, after: Pick<Identity, "n" | "head">, device: Device, time: number): Promise<Bytes> {
  return entry(ik, DEVICE_ADD, accountId, after.n + 1, after.head, time, concat(device.id, device.pub, u16(device.letter)));
}

function checkForm(bytes: Uint8Array, accountId: Uint8Array): number {
  const kind = readUint(bytes, 5, 1);
  const length = kind === GENESIS ? 196 : kind === DEVICE_ADD ? 182 : NaN;
  const magic = ascii("E1ID").every((byte, i) => bytes[i] === byte);
  if (!magic || bytes[4] !== 1 || readUint(bytes, 6, 2) !== 0 || bytes.length !== length) throw new CryptoRefusal("format");
  if (!equalBytes(bytes.subarray(8, 24), accountId)) throw new CryptoRefusal("format");
  return kind;
}

/** True for an entry of a later Holdfast: another version, suite, kind or flag. */
export function entryFromLater(bytes: Uint8Array): boolean {
  const later = readUint(bytes, 4, 1) > 1 || readUint(bytes, 5, 1) > DEVICE_ADD || readUint(bytes, 6, 2) > 0;
  return laterMagic(bytes, "ID") || (ourMagic(bytes, "ID") && later);
}

/** Walks the whole log. Refuses `format`, `signature` or `order`; `ikPub` is the bundle's. */
export async function verifyIdentity(entries: readonly Uint8Array[], accountId: Uint8Array, ikPub: Uint8Array): Promise<Identity> {
  const devices = new Map<string, Device>();
  let head: Bytes = new Uint8Array(32);
  let xkPub: Bytes = new Uint8Array(0);
  for (const [index, bytes] of entries.entries()) {
    const kind = checkForm(bytes, accountId);
    const signed = bytes.subarray(0, bytes.length - 64);
    if (!(await verify(ikPub, "e1/identity", await sha256(signed), bytes.subarray(bytes.length - 64)))) throw new CryptoRefusal("signature");
    const inPlace = readUint(bytes, 24, 4) === index + 1 && equalBytes(bytes.subarray(28, 60), head) && (kind === GENESIS) === (index === 0);
    if (!inPlace) throw new CryptoRefusal("order");
    if (kind === GENESIS) {
      if (!equalBytes(bytes.subarray(BODY, BODY + 32), ikPub)) throw new CryptoRefusal("signature");
      xkPub = bytes.slice(BODY + 32, BODY + 64);
    } else {
      const device = { id: bytes.slice(BODY, BODY + 16), pub: bytes.slice(BODY + 16, BODY + 48), letter: readUint(bytes, BODY + 48, 2) };
      if (device.letter !== devices.size + 1 || devices.has(hex(device.id))) throw new CryptoRefusal("order");
      devices.set(hex(device.id), device);
    }
    head = await sha256(bytes);
  }
  if (xkPub.length === 0) throw new CryptoRefusal("order");
  return { ikPub: new Uint8Array(ikPub), xkPub, devices, n: entries.length, head };
}

/** Refuses `identity_rewound` unless `entries` continues the log whose n-th entry hashed to `pin`. */
export async function checkPin(entries: readonly Uint8Array[], pin: { readonly n: number; readonly head: Uint8Array }): Promise<void> {
  const last = entries[pin.n - 1];
  if (last === undefined || !equalBytes(await sha256(last), pin.head)) throw new CryptoRefusal("identity_rewound");
}
