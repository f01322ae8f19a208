// Leaving: this phone alone, or the whole account.
import { eraseAccount, leaveAccount, logOut, stayInAccount } from "../api/accounts.js";
import type { ApiResult } from "../api/door.js";
import { toBase64url } from "../crypto/base64url.js";
import { sweepBlobs } from "../store/blob-files.js";
import { countWaiting, waitingRows } from "../store/inbox.js";
import { whenNobody, withLock } from "../store/locks.js";
import { readMeta } from "../store/meta.js";
import type { StoreName, WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { authFailure } from "./api-failures.js";
import { type Core, flushAll, tell } from "./core.js";
import type { KeysFailure, SignOutFailure } from "./keys-port.js";
import type { OpenVault } from "./open-vault.js";
import { close, start } from "./opening.js";
import type { Result } from "./port.js";
import { disablePush } from "./push.js";
import { guarded } from "./guarded.js";
import { countOnlyHere, NOTHING_SYNCED } from "./sync-view.js";
import { slotOwner } from "./account-keys.js";
import { trySecret } from "./try-secret.js";

const STORES: readonly StoreName[] = ["meta", "heads", "ops", "outbox", "pending", "blobs", "chunks"];

class Unsynced extends Error {
  override readonly name = "Unsynced";
}

async function mustBeSynced(tx: WriteTx): Promise<void> {
  for (const name of ["pending", "outbox"] as const) if ((await tx.objectStore(name).count()) > 0) throw new Unsynced();
  if ((await countWaiting(tx)) > 0) throw new Unsynced();
  if ((await tx.objectStore("blobs").index("state").count("here")) > 0) throw new Unsynced();
}

/** Nothing of the account is left here; this phone begins anew, as if just installed. `check` is judged in the same transaction. */
async function wipe(core: Core, open: OpenVault, check: (tx: WriteTx) => Promise<void>): Promise<void> {
  const { database } = open;
  await withLock("holdfast-outbox", () =>
    withLock("holdfast-write", () =>
      write(database, STORES, async (tx) => {
        await check(tx);
        for (const name of STORES) await tx.objectStore(name).clear();
      }),
    ),
  );
  close(core);
  core.leaving.value = null;
  core.lastStop = null;
  core.sync.value = NOTHING_SYNCED;
  await whenNobody("holdfast-intake", () => sweepBlobs(database));
  await start(core);
  tell(core, { type: "account" });
}

async function unsynced(open: OpenVault): Promise<number> {
  const { onlyHere } = await countOnlyHere(open);
  const inbox = (await waitingRows(open.database)).length;
  const waiting = (await open.database.count("pending")) + (await open.database.count("outbox"));
  return onlyHere + inbox > 0 ? onlyHere + inbox : Math.min(waiting, 1);
}

/** Refused while anything here has no copy on the server. */
export function signOut(core: Core): Promise<Result<void, SignOutFailure>> {
  return guarded(async (): Promise<Result<void, SignOutFailure>> => {
    const { open } = core;
    if (open === null || !core.registered) return { ok: false, type: "server" };
    await flushAll(core);
    await core.rounds?.now();
    const count = await unsynced(open);
    if (count > 0) return { ok: false, type: "unsynced", count };
    await disablePush(core);
    const out = await logOut(core.env.door);
    if (!out.ok && (out.failure.type === "offline" || out.failure.status !== 401)) return authFailure(out.failure);
    try {
      await wipe(core, open, mustBeSynced);
      return { ok: true, value: undefined };
    } catch (error) {
      if (!(error instanceof Unsynced)) throw error;
      return { ok: false, type: "unsynced", count: await unsynced(open) };
    }
  });
}

type Proven = (proof: { readonly auth: string }) => Promise<ApiResult<unknown>>;

/** The server wants passphrase or code once more; a wrong one is found here, without asking it. */
async function proven<T>(core: Core, secret: string, call: Proven, done: (open: OpenVault, answer: unknown) => Promise<T>): Promise<Result<T, KeysFailure>> {
  const { open } = core;
  const row = open === null ? undefined : await readMeta(open.database, "account");
  if (open === null || row === undefined || !core.registered) return { ok: false, type: "server" };
  const opened = await trySecret(core, slotOwner(open.account), row.slots.map((slot) => new Uint8Array(slot)), secret);
  if (opened === null) return { ok: false, type: "refused" };
  const answer = await call({ auth: toBase64url(opened.keys.auth) });
  if (answer.ok) return { ok: true, value: await done(open, answer.value) };
  const { failure } = answer;
  return failure.type === "refused" && failure.code === "signed_out" ? { ok: false, type: "signed_out" } : authFailure(failure);
}

/** Seven days in which it can be taken back. */
export function leave(core: Core, secret: string): Promise<Result<void, KeysFailure>> {
  const call: Proven = (proof) => leaveAccount(core.env.door, proof);
  return guarded(() =>
    proven(core, secret, call, async (_open, answer) => {
      core.leaving.value = (answer as { readonly ends: string }).ends;
      await core.rounds?.now();
    }),
  );
}

export function stay(core: Core, secret: string): Promise<Result<void, KeysFailure>> {
  const call: Proven = (proof) => stayInAccount(core.env.door, proof);
  return guarded(() =>
    proven(core, secret, call, async () => {
      core.leaving.value = null;
      await core.rounds?.now();
    }),
  );
}

/** At once and for good, here and on the server. */
export function erase(core: Core, secret: string): Promise<Result<void, KeysFailure>> {
  const call: Proven = (proof) => eraseAccount(core.env.door, proof);
  return guarded(() => proven(core, secret, call, (open) => wipe(core, open, () => Promise.resolve())));
}
