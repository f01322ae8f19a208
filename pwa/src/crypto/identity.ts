// The identity log: which devices belong to the account, signed by its identity key.
import { ascii, type Bytes, concat, hex, readUint, u16, u32, u64, u8, unhex } from "./bytes.js";
import { equalBytes } from "./constant-time.js";
import { type SigningKey, sign, verify } from "./ed25519.js";
import { sha256 } from "./hash.js";
import { laterMagic, ourMagic } from "./later.js";
import { CryptoRefusal } from "./refusal.js";

const GENESIS = 1;
const DEVICE_ADD = 2;
const DEVICE_REVOKE = 3;
const ROTATE = 4;
const KIND_AT = 5;
const BODY = 68;
const SIG = 64;
const BODY_LENGTHS: Readonly<Record<number, number>> = { [GENESIS]: 64, [DEVICE_ADD]: 50, [ROTATE]: 36 };
const SEEN = 56;
const MAX_SEEN = 1000;

export interface Device {
  readonly id: Bytes;
  readonly pub: Bytes;
  /** 1 = A. */
  readonly letter: number;
}

/** By log id in hex: a place in that log's chain. */
export type Seen = ReadonlyMap<string, { readonly seq: number; readonly head: Uint8Array }>;

export interface Identity {
  readonly ikPub: Bytes;
  readonly xkPub: Bytes;
  /** By device id in hex. */
  readonly devices: ReadonlyMap<string, Device>;
  /** By device id in hex: the last op of it that counts in each log; in a log not named none does. */
  readonly revoked: ReadonlyMap<string, Seen>;
  /** Generation of the account's keys, and the hash of its bundle once there has been a rotation. */
  readonly gen: number;
  readonly bundleHash: Bytes | null;
  readonly n: number;
  /** Hash of the last entry: what the next one's prev must be, and what a phone pins. */
  readonly head: Bytes;
}

async function entry(ik: SigningKey, kind: number, accountId: Uint8Array, n: number, prev: Uint8Array, time: number, body: Uint8Array): Promise<Bytes> {
  const unsigned = concat(ascii("E1ID"), u8(1), u8(kind), u16(0), accountId, u32(n), prev, u64(time), body);
  return concat(unsigned, await sign(ik, "e1/identity", await sha256(unsigned)));
}

/** The first of these entries, or, where it is no device add, all up to the last rotate: what only comes together. */
export function firstTogether(entries: readonly Bytes[]): { readonly entries: readonly Bytes[]; readonly rotates: boolean } {
  const kinds = entries.map((each) => each[KIND_AT]);
  const last = kinds.lastIndexOf(ROTATE);
  return kinds[0] === DEVICE_ADD || last === -1 ? { entries: entries.slice(0, 1), rotates: false } : { entries: entries.slice(0, last + 1), rotates: true };
}

export function genesisEntry(ik: SigningKey, accountId: Uint8Array, xkPub: Uint8Array, time: number): Promise<Bytes> {
  return entry(ik, GENESIS, accountId, 1, new Uint8Array(32), time, concat(ik.pub, xkPub));
}

export function deviceAddEntry(ik: SigningKey, accountId: Uint8Array, after: Pick<Identity, "n" | "head">, device: Device, time: number): Promise<Bytes> {
  return entry(ik, DEVICE_ADD, accountId, after.n + 1, after.head, time, concat(device.id, device.pub, u16(device.letter)));
}

export function deviceRevokeEntry(ik: SigningKey, accountId: Uint8Array, after: Pick<Identity, "n" | "head">, deviceId: Uint8Array, seen: Seen, time: number): Promise<Bytes> {
  const logs = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([log, { seq, head }]) => concat(unhex(log), u64(seq), head));
  return entry(ik, DEVICE_REVOKE, accountId, after.n + 1, after.head, time, concat(deviceId, u16(seen.size), ...logs));
}

export async function rotateEntry(ik: SigningKey, accountId: Uint8Array, after: Pick<Identity, "n" | "head">, gen: number, bundle: Uint8Array, time: number): Promise<Bytes> {
  return entry(ik, ROTATE, accountId, after.n + 1, after.head, time, concat(u32(gen), await sha256(bundle)));
}

/** Null unless the body of a revoke is whole and its logs ascend. */
function readSeen(body: Uint8Array): Seen | null {
  const count = readUint(body, 16, 2);
  if (Number.isNaN(count) || count > MAX_SEEN || body.length !== 18 + count * SEEN) return null;
  const seen = new Map<string, { readonly seq: number; readonly head: Uint8Array }>();
  let before = "";
  for (let at = 18; at < body.length; at += SEEN) {
    const [log, seq] = [hex(body.subarray(at, at + 16)), readUint(body, at + 16, 8)];
    if (log <= before || Number.isNaN(seq)) return null;
    seen.set(log, { seq, head: body.slice(at + 24, at + SEEN) });
    before = log;
  }
  return seen;
}

function checkForm(bytes: Uint8Array, accountId: Uint8Array): number {
  const kind = readUint(bytes, 5, 1);
  const fits = kind === DEVICE_REVOKE ? readSeen(bytes.subarray(BODY, -SIG)) !== null : bytes.length === BODY + (BODY_LENGTHS[kind] ?? NaN) + SIG;
  const magic = ascii("E1ID").every((byte, i) => bytes[i] === byte);
  if (!magic || bytes[4] !== 1 || readUint(bytes, 6, 2) !== 0 || !fits) throw new CryptoRefusal("format");
  if (!equalBytes(bytes.subarray(8, 24), accountId)) throw new CryptoRefusal("format");
  return kind;
}

/** The identity key that a genesis entry names, before anything vouches for it. Refuses `format`. */
export function namedIk(entries: readonly Uint8Array[], accountId: Uint8Array): Bytes {
  const [genesis] = entries;
  if (genesis === undefined || checkForm(genesis, accountId) !== GENESIS) throw new CryptoRefusal("format");
  return genesis.slice(BODY, BODY + 32);
}

/** True for an entry of a later Holdfast: another version, suite, kind or flag. */
export function entryFromLater(bytes: Uint8Array): boolean {
  const later = readUint(bytes, 4, 1) > 1 || readUint(bytes, 5, 1) > ROTATE || readUint(bytes, 6, 2) > 0;
  return laterMagic(bytes, "ID") || (ourMagic(bytes, "ID") && later);
}

interface Walk {
  readonly devices: Map<string, Device>;
  readonly revoked: Map<string, Seen>;
  xkPub: Bytes;
  gen: number;
  bundleHash: Bytes | null;
  /** Revokes that no rotate has ended yet. */
  revoking: boolean;
}

/** Refuses `order` for what cannot stand here. */
function take(walk: Walk, kind: number, body: Uint8Array): void {
  const refuseUnless = (right: boolean): void => {
    if (!right) throw new CryptoRefusal("order");
  };
  const id = hex(body.subarray(0, 16));
  if (kind === GENESIS) {
    walk.xkPub = body.slice(32, 64);
  } else if (kind === DEVICE_ADD) {
    const letter = readUint(body, 48, 2);
    refuseUnless(!walk.revoking && letter === walk.devices.size + 1 && !walk.devices.has(id));
    walk.devices.set(id, { id: body.slice(0, 16), pub: body.slice(16, 48), letter });
  } else if (kind === DEVICE_REVOKE) {
    refuseUnless(walk.devices.has(id) && !walk.revoked.has(id));
    walk.revoked.set(id, readSeen(body) ?? new Map());
    walk.revoking = true;
  } else {
    refuseUnless(readUint(body, 0, 4) === walk.gen + 1);
    walk.gen += 1;
    walk.bundleHash = body.slice(4);
    walk.revoking = false;
  }
}

/** Walks the whole log. Refuses `format`, `signature` or `order`; `ikPub` is the bundle's. */
export async function verifyIdentity(entries: readonly Uint8Array[], accountId: Uint8Array, ikPub: Uint8Array): Promise<Identity> {
  const walk: Walk = { devices: new Map(), revoked: new Map(), xkPub: new Uint8Array(0), gen: 1, bundleHash: null, revoking: false };
  let head: Bytes = new Uint8Array(32);
  for (const [index, bytes] of entries.entries()) {
    const kind = checkForm(bytes, accountId);
    const signed = bytes.subarray(0, bytes.length - SIG);
    if (!(await verify(ikPub, "e1/identity", await sha256(signed), bytes.subarray(bytes.length - SIG)))) throw new CryptoRefusal("signature");
    const inPlace = readUint(bytes, 24, 4) === index + 1 && equalBytes(bytes.subarray(28, 60), head) && (kind === GENESIS) === (index === 0);
    if (!inPlace) throw new CryptoRefusal("order");
    if (kind === GENESIS && !equalBytes(bytes.subarray(BODY, BODY + 32), ikPub)) throw new CryptoRefusal("signature");
    take(walk, kind, signed.subarray(BODY));
    head = await sha256(bytes);
  }
  if (entries.length === 0 || walk.revoking) throw new CryptoRefusal("order");
  const { devices, revoked, xkPub, gen, bundleHash } = walk;
  return { ikPub: new Uint8Array(ikPub), xkPub, devices, revoked, gen, bundleHash, n: entries.length, head };
}

/** Refuses `identity_rewound` unless `entries` continues the log whose n-th entry hashed to `pin`. */
export async function checkPin(entries: readonly Uint8Array[], pin: { readonly n: number; readonly head: Uint8Array }): Promise<void> {
  const last = entries[pin.n - 1];
  if (last === undefined || !equalBytes(await sha256(last), pin.head)) throw new CryptoRefusal("identity_rewound");
}
