// Slots: each way of opening the account seals the AMK to a key pair of its own.
import { ascii, type Bytes, concat, readUint, u16, u32, u64, u8 } from "./bytes.js";
import { openBox, sealBox } from "./box.js";
import { type SigningKey, sign, verify } from "./ed25519.js";
import { sha256 } from "./hash.js";
import { hpkeOpen, hpkeSeal } from "./hpke.js";
import type { Ikm } from "./hkdf.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";
import { x25519Pub } from "./x25519.js";

export const SLOT_PW = 1;
export const SLOT_REC = 2;
export const SLOT_PRF = 3;
export const SLOT_DEV = 4;
export type SlotType = typeof SLOT_PW | typeof SLOT_REC | typeof SLOT_PRF | typeof SLOT_DEV;

export interface Slot {
  readonly type: SlotType;
  readonly slotId: Bytes;
  readonly gen: number;
  readonly created: number;
  readonly pub: Bytes;
  readonly kdfParams: Bytes;
  readonly encPriv: Bytes;
  readonly sealedAmk: Bytes;
}

function hpkeInfo(accountId: Uint8Array, slotId: Uint8Array, type: number, gen: number): Bytes {
  return concat(ascii("e1/slot"), accountId, slotId, u8(type), u32(gen));
}

async function privAad({ accountId, ikPub }: SlotOwner, slotId: Uint8Array, type: number, kdfParams: Uint8Array): Promise<Bytes> {
  return concat(accountId, slotId, u8(type), await sha256(kdfParams), ikPub);
}

/** Whose slots. Anyone can seal an AMK to a slot's public key: only the identity key, bound under the KEK, says that it is the account's. */
export interface SlotOwner {
  readonly accountId: Bytes;
  readonly ikPub: Bytes;
}

export interface NewSlot {
  readonly owner: SlotOwner;
  readonly type: SlotType;
  readonly gen: number;
  readonly created: number;
  readonly kdfParams: Bytes;
  readonly kek: Ikm;
  readonly amk: Bytes;
  /** Where the KEK itself depends on it; else it is made here. */
  readonly slotId?: Bytes;
}

/** `random` is asked for slot_id, slot_priv, the Box salt and, only in vectors, the HPKE ephemeral input. */
export async function makeSlot(wanted: NewSlot, random: Random = systemRandom): Promise<Bytes> {
  const { owner, type, gen, created, kdfParams, kek, amk } = wanted;
  const slotId = wanted.slotId ?? random(16);
  const priv = random(32);
  const pub = await x25519Pub(priv);
  const encPriv = await sealBox(kek, "slot", await privAad(owner, slotId, type, kdfParams), priv, random);
  const slot = { type, slotId, gen, created, pub, kdfParams, encPriv };
  return writeSlot({ ...slot, sealedAmk: await sealAmk(owner.accountId, slot, amk, random) });
}

function sealAmk(accountId: Uint8Array, { type, slotId, gen, pub }: Omit<Slot, "sealedAmk">, amk: Bytes, random: Random): Promise<Bytes> {
  return hpkeSeal(pub, hpkeInfo(accountId, slotId, type, gen), amk, random);
}

function writeSlot({ type, slotId, gen, created, pub, kdfParams, encPriv, sealedAmk }: Slot): Bytes {
  const head = concat(ascii("E1SL"), u8(1), u8(type), u16(0), slotId, u32(gen), u64(created), pub);
  return concat(head, u16(kdfParams.length), kdfParams, u16(encPriv.length), encPriv, u16(sealedAmk.length), sealedAmk);
}

/** The same way in, to the AMK of another generation: its secret is not needed. `random` as in `makeSlot`. */
export async function resealSlot(bytes: Uint8Array, accountId: Uint8Array, gen: number, amk: Bytes, random: Random = systemRandom): Promise<Bytes> {
  const slot = { ...parseSlot(bytes), gen };
  return writeSlot({ ...slot, sealedAmk: await sealAmk(accountId, slot, amk, random) });
}

/** The same slot, made now: no secret binds `created`, the signature over the set does. */
export function redateSlot(bytes: Uint8Array, created: number): Bytes {
  return concat(bytes.slice(0, 28), u64(created), bytes.slice(36));
}

function isSlotType(type: number): type is SlotType {
  return type === SLOT_PW || type === SLOT_REC || type === SLOT_PRF || type === SLOT_DEV;
}

/** Refuses `format` or `truncated`. */
export function parseSlot(bytes: Uint8Array): Slot {
  const type = readUint(bytes, 5, 1);
  const gen = readUint(bytes, 24, 4);
  const created = readUint(bytes, 28, 8);
  const magic = ascii("E1SL").every((byte, i) => bytes[i] === byte);
  if (!magic || bytes[4] !== 1 || readUint(bytes, 6, 2) !== 0 || !isSlotType(type) || (bytes.length >= 36 && (gen === 0 || Number.isNaN(created)))) throw new CryptoRefusal("format");
  if (bytes.length < 68) throw new CryptoRefusal("truncated");
  let at = 68;
  const next = (): Bytes => {
    const length = readUint(bytes, at, 2);
    if (Number.isNaN(length) || at + 2 + length > bytes.length) throw new CryptoRefusal("truncated");
    at += 2 + length;
    return bytes.slice(at - length, at);
  };
  const slot = { type, slotId: bytes.slice(8, 24), gen, created, pub: bytes.slice(36, 68), kdfParams: next(), encPriv: next(), sealedAmk: next() };
  if (at !== bytes.length || slot.sealedAmk.length !== 80) throw new CryptoRefusal("format");
  return slot;
}

/** The AMK. Refuses as a Box does; `decrypt` for a slot that was made under another identity key. */
export async function openSlot(bytes: Uint8Array, owner: SlotOwner, kek: Ikm): Promise<Bytes> {
  const slot = parseSlot(bytes);
  const priv = await openBox(kek, "slot", await privAad(owner, slot.slotId, slot.type, slot.kdfParams), slot.encPriv);
  return hpkeOpen(priv, hpkeInfo(owner.accountId, slot.slotId, slot.type, slot.gen), slot.sealedAmk);
}

async function slotsMessage(accountId: Uint8Array, gen: number, slots: readonly Uint8Array[]): Promise<Bytes> {
  const order = (slot: Uint8Array): string => String.fromCharCode(...parseSlot(slot).slotId);
  const sorted = [...slots].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return concat(accountId, u32(gen), u16(slots.length), ...(await Promise.all(sorted.map((slot) => sha256(slot)))));
}

export async function signSlots(ik: SigningKey, accountId: Uint8Array, gen: number, slots: readonly Uint8Array[]): Promise<Bytes> {
  return sign(ik, "e1/slots", await slotsMessage(accountId, gen, slots));
}

/** Refuses `signature` unless exactly these slots were signed. */
export async function checkSlots(ikPub: Uint8Array, accountId: Uint8Array, gen: number, slots: readonly Uint8Array[], signature: Uint8Array): Promise<void> {
  if (!(await verify(ikPub, "e1/slots", await slotsMessage(accountId, gen, slots), signature))) throw new CryptoRefusal("signature");
}
