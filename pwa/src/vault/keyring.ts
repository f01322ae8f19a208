// The account's keys as the server holds them, believed only as far as our own keys prove them.
import { accountKeys } from "../api/accounts.js";
import type { AccountKeys } from "../api/wire.gen.js";
import { fromBase64url } from "../crypto/base64url.js";
import { openBundle } from "../crypto/bundle.js";
import type { Bytes } from "../crypto/bytes.js";
import { checkPin, verifyIdentity } from "../crypto/identity.js";
import { CryptoRefusal, isRefusal } from "../crypto/refusal.js";
import { checkSlots, parseSlot, SLOT_PW, SLOT_REC } from "../crypto/slots.js";
import { withLock } from "../store/locks.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { authFailure } from "./api-failures.js";
import type { Core } from "./core.js";
import type { KeysFailure } from "./keys-port.js";
import type { OpenVault } from "./open-vault.js";
import type { Result } from "./port.js";
import { ownRow } from "./sign-up-attempts.js";

export interface Keyring {
  readonly gen: number;
  readonly bundle: Bytes;
  readonly slots: readonly Bytes[];
  readonly sig: Bytes;
}

export function slotOf(slots: readonly Bytes[], type: number): Bytes | undefined {
  return slots.find((slot) => slot[5] === type);
}

/** Every slot set has one recovery code; what a set replaces is never newer than it (docs/protocol.md, Account keys and slots). */
export function newest(slots: readonly Uint8Array[]): number {
  return Math.max(...slots.map((slot) => parseSlot(slot).created));
}

/** Refuses `format`. */
export function checkShape(slots: readonly Bytes[]): void {
  const count = (type: number): number => slots.filter((slot) => slot[5] === type).length;
  if (count(SLOT_REC) !== 1 || count(SLOT_PW) > 1 || slots.length < 2) throw new CryptoRefusal("format");
}

async function verified(open: OpenVault, keys: AccountKeys, known: readonly Uint8Array[]): Promise<Keyring | "moved_on"> {
  const { account } = open;
  if (keys.account_id !== account.id) throw new CryptoRefusal("format");
  if (keys.gen > account.gen) return "moved_on";
  const ring = { gen: keys.gen, bundle: fromBase64url(keys.bundle), slots: keys.slots.map(fromBase64url), sig: fromBase64url(keys.slots_sig) };
  await openBundle(account.amk, account.idBytes, account.gen, ring.bundle);
  await checkSlots(account.ik.pub, account.idBytes, account.gen, ring.slots, ring.sig);
  checkShape(ring.slots);
  if (newest(ring.slots) < newest(known)) throw new CryptoRefusal("signature");
  const entries = keys.identity.map(fromBase64url);
  await checkPin(entries, account.identity);
  await verifyIdentity(entries, account.idBytes, account.ik.pub);
  return ring;
}

/** What the server answered, checked; a server that shows an older or foreign set is `false_keys`. */
export async function believe(open: OpenVault, keys: AccountKeys): Promise<Result<Keyring, KeysFailure>> {
  const row = await readMeta(open.database, "account");
  try {
    const ring = await verified(open, keys, (row?.slots ?? []).map((slot) => new Uint8Array(slot)));
    return ring === "moved_on" ? { ok: false, type: "moved_on" } : { ok: true, value: ring };
  } catch (error) {
    if (isRefusal(error)) return { ok: false, type: "false_keys" };
    if (error instanceof RangeError) return { ok: false, type: "server" };
    throw error;
  }
}

export async function fetchKeyring(core: Core, open: OpenVault): Promise<Result<Keyring, KeysFailure>> {
  const answer = await accountKeys(core.env.door);
  if (answer.ok) return believe(open, answer.value);
  const { failure } = answer;
  return failure.type === "refused" && failure.status === 401 ? { ok: false, type: "signed_out" } : authFailure(failure);
}

/** These slots open this phone from now on; `also` happens in the same transaction. */
export function keepSlots(open: OpenVault, slots: readonly Bytes[], also: (tx: WriteTx) => Promise<void> = () => Promise.resolve()): Promise<void> {
  return withLock("holdfast-write", () =>
    write(open.database, ["meta"], async (tx) => {
      const row = await ownRow(tx, open.account.id);
      await putMeta(tx, "account", { ...row, slots: slots.map((slot) => slot.buffer) });
      await also(tx);
    }),
  );
}
