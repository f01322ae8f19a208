// The op envelope: records sealed under the case key and signed by a device, in that device's order.
import { ascii, type Bytes, concat, hex, readUint, u16, u32, u64, u8 } from "./bytes.js";
import { equalBytes } from "./constant-time.js";
import { type SigningKey, sign, verify } from "./ed25519.js";
import { gcmKey, gcmOpen, gcmSeal, TAG, ZERO_NONCE } from "./gcm.js";
import { sha256 } from "./hash.js";
import { hkdf, type Ikm } from "./hkdf.js";
import { laterMagic, ourMagic } from "./later.js";
import { pad, unpad } from "./padme.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";

const HEAD = 188;
const SIG = 64;
const MIN_OP = HEAD + 256 + TAG + SIG;
export const MAX_OP = 1024 * 1024;

/** A log's keys by epoch, the first that of epoch 1; the last one seals. */
export type EpochKeys<K extends Ikm = Ikm> = readonly K[];

export interface OpHead {
  readonly caseId: Bytes;
  readonly epoch: number;
  readonly deviceId: Bytes;
  readonly ctr: number;
  readonly prev: Bytes;
  readonly seenSeq: number;
  readonly seenHead: Bytes;
}

export async function sealOp(keys: EpochKeys, device: SigningKey, head: Omit<OpHead, "epoch">, payload: Uint8Array, random: Random = systemRandom): Promise<Bytes> {
  const front = concat(ascii("E1OP"), u8(1), u8(1), u16(0), head.caseId, u32(keys.length), head.deviceId, u64(head.ctr), head.prev, u64(head.seenSeq), head.seenHead);
  const salt = random(32);
  const okm = await hkdf(keyOfEpoch(keys, keys.length), salt, concat(ascii("e1/op"), front), 64);
  const aad = concat(front, salt, okm.subarray(32));
  const unsigned = concat(aad, await gcmSeal(await gcmKey(okm.subarray(0, 32)), ZERO_NONCE, aad, pad(payload)));
  const op = concat(unsigned, await sign(device, "e1/op-sig", await sha256(unsigned)));
  if (op.length > MAX_OP) throw new RangeError("op exceeds 1 MiB");
  return op;
}

function keyOfEpoch(keys: EpochKeys, epoch: number): Ikm {
  const key = keys[epoch - 1];
  if (key === undefined) throw new CryptoRefusal("format");
  return key;
}

/** Reads the header. Refuses `format`. */
export function parseOp(op: Uint8Array): OpHead {
  const magic = ascii("E1OP").every((byte, i) => op[i] === byte);
  const fixed = magic && op[4] === 1 && op[5] === 1 && readUint(op, 6, 2) === 0;
  const epoch = readUint(op, 24, 4);
  const ctr = readUint(op, 44, 8);
  const seenSeq = readUint(op, 84, 8);
  if (!fixed || op.length < MIN_OP || op.length > MAX_OP || Number.isNaN(ctr) || ctr === 0 || Number.isNaN(seenSeq) || epoch === 0) throw new CryptoRefusal("format");
  return { caseId: op.slice(8, 24), epoch, deviceId: op.slice(28, 44), ctr, prev: op.slice(52, 84), seenSeq, seenHead: op.slice(92, 124) };
}

/** True for the envelope of a later Holdfast: another version, suite, kind, flag or, where a log has but one, epoch. */
export function opFromLater(op: Uint8Array, epochs: "one" | "many"): boolean {
  if (laterMagic(op, "OP")) return true;
  const later = readUint(op, 4, 1) > 1 || readUint(op, 5, 1) > 1 || readUint(op, 6, 2) > 0 || (epochs === "one" && readUint(op, 24, 4) > 1);
  return ourMagic(op, "OP") && op.length >= MIN_OP && later;
}

export interface OpContext {
  readonly caseId: Uint8Array;
  readonly keys: EpochKeys;
  /** The signing key of a device of this account, by id in hex. */
  readonly devicePub: (deviceIdHex: string) => Uint8Array | undefined;
  /** False past the revoke of that device. */
  readonly counts: (deviceIdHex: string) => boolean;
  /** That device's last accepted op here: its counter (0 = none) and hash. */
  readonly last: (deviceIdHex: string) => { readonly ctr: number; readonly hash: Uint8Array };
}

/** The payload. Refuses in the reader's order of docs/protocol.md. */
export async function openOp(op: Uint8Array, context: OpContext): Promise<Bytes> {
  const head = parseOp(op);
  if (!equalBytes(head.caseId, context.caseId)) throw new CryptoRefusal("wrong_case");
  const device = hex(head.deviceId);
  const pub = context.devicePub(device);
  if (pub === undefined) throw new CryptoRefusal("unknown_device");
  if (!context.counts(device)) throw new CryptoRefusal("revoked_device");
  const signed = op.subarray(0, op.length - SIG);
  if (!(await verify(pub, "e1/op-sig", await sha256(signed), op.subarray(op.length - SIG)))) throw new CryptoRefusal("signature");
  const last = context.last(device);
  if (head.ctr !== last.ctr + 1 || !equalBytes(head.prev, last.hash)) throw new CryptoRefusal("order");
  return decryptOp(op, context.keys);
}

/** Decrypts an op whose place and signature were checked before it was stored. */
export async function decryptOp(op: Uint8Array, keys: EpochKeys): Promise<Bytes> {
  const okm = await hkdf(keyOfEpoch(keys, readUint(op, 24, 4)), op.subarray(124, 156), concat(ascii("e1/op"), op.subarray(0, 124)), 64);
  if (!equalBytes(okm.subarray(32), op.subarray(156, HEAD))) throw new CryptoRefusal("commitment");
  return unpad(await gcmOpen(await gcmKey(okm.subarray(0, 32)), ZERO_NONCE, op.subarray(0, HEAD), op.subarray(HEAD, op.length - SIG), "decrypt"));
}

export function opHash(op: Uint8Array): Promise<Bytes> {
  return sha256(op);
}

/** H_0 of a log. */
export function emptyHead(caseId: Uint8Array): Promise<Bytes> {
  return sha256(ascii("e1/log"), caseId);
}

/** H_n from H_{n-1} and the n-th op's hash. */
export function nextHead(head: Uint8Array, hash: Uint8Array): Promise<Bytes> {
  return sha256(head, hash);
}
