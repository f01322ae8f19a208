// Tries to register, or to replace the recovery code: an answer can be lost, so each is kept, sealed, until it is known what became of it.
import { sealBox } from "../crypto/box.js";
import type { Bytes } from "../crypto/bytes.js";
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { isRefusal } from "../crypto/refusal.js";
import { openSlot, SLOT_REC, type SlotOwner } from "../crypto/slots.js";
import { withLock } from "../store/locks.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow, Database, WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type OpenAccount, openOwn, slotOwner } from "./account-keys.js";
import { asRecoveryKey, recoveryKeys } from "./passphrase.js";

export interface Attempt {
  /** The passphrase's slot; or `prf`, a passkey's. */
  readonly pw?: Bytes;
  readonly prf?: Bytes;
  readonly rec: Bytes;
  readonly code: string;
}

interface Keeper {
  readonly database: Database;
  readonly account: OpenAccount;
}

function isAttempt(value: unknown): value is Attempt {
  const { pw, prf, rec, code } = value as Readonly<Record<string, unknown>>;
  return pw instanceof Uint8Array !== prf instanceof Uint8Array && rec instanceof Uint8Array && typeof code === "string";
}

/** None when the row is damaged. */
export async function keptAttempts({ database, account }: Keeper): Promise<readonly Attempt[]> {
  const box = await readMeta(database, "signup");
  if (box === undefined) return [];
  try {
    const { attempts } = decodeCbor(await openOwn(account, "signup", account.idBytes, new Uint8Array(box))) as { readonly attempts?: unknown };
    return Array.isArray(attempts) ? attempts.filter(isAttempt) : [];
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

export async function sealAttempts(account: OpenAccount, attempts: readonly Attempt[]): Promise<ArrayBuffer> {
  return (await sealBox(account.home, "signup", account.idBytes, encodeCbor({ attempts }))).buffer;
}

/** Refuses when another tab has joined this phone to another account. */
export async function ownRow(tx: WriteTx, id: string): Promise<AccountRow> {
  const row = (await tx.objectStore("meta").get("account")) as AccountRow | undefined;
  if (row?.id !== id) throw new DOMException("another account", "InvalidStateError");
  return row;
}

export function changeAttempts(keeper: Keeper, change: (kept: readonly Attempt[]) => readonly Attempt[]): Promise<void> {
  return withLock("holdfast-write", async () => {
    const box = await sealAttempts(keeper.account, change(await keptAttempts(keeper)));
    await write(keeper.database, ["meta"], async (tx) => {
      // Once registered, the row holds the code of the try that went through.
      if (!(await ownRow(tx, keeper.account.id)).registered) await putMeta(tx, "signup", box);
    });
  });
}

async function opensAny(slots: readonly Bytes[], owner: SlotOwner, kek: Bytes): Promise<boolean> {
  for (const slot of slots) {
    try {
      await openSlot(slot, owner, kek);
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return false;
}

/** The recovery code that was made here and never typed back; null when it has been, or opens nothing any more. */
export async function codeToRehearse(keeper: Keeper): Promise<string | null> {
  const { account, database } = keeper;
  const row = await readMeta(database, "account");
  if (row?.registered !== true) return null;
  const slots = row.slots.map((bytes) => new Uint8Array(bytes)).filter((bytes) => bytes[5] === SLOT_REC);
  for (const { code } of await keptAttempts(keeper)) {
    const rk = await asRecoveryKey(code);
    if (rk === null) continue;
    const { kek } = await recoveryKeys(rk, account.idBytes);
    if (await opensAny(slots, slotOwner(account), kek)) return code;
  }
  return null;
}
