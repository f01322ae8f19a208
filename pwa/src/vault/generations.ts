// The account's next generation of keys: made here when a device has to go, opened here when another phone made it.
import { putSlots } from "../api/accounts.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { openBundle, sealBundle } from "../crypto/bundle.js";
import type { Bytes } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { checkPin, deviceRevokeEntry, type Identity, rotateEntry, type Seen, verifyIdentity } from "../crypto/identity.js";
import { idBytes } from "../crypto/ids.js";
import { systemRandom } from "../crypto/random.js";
import { CryptoRefusal } from "../crypto/refusal.js";
import { resealSlot, signSlots } from "../crypto/slots.js";
import { withLock } from "../store/locks.js";
import { putMeta, readMeta } from "../store/meta.js";
import { write } from "../store/transaction.js";
import { refreshIdentity } from "../sync/identity-refresh.js";
import { pauseContradicted } from "../sync/revoked-history.js";
import { homeKeys, type OpenAccount } from "./account-keys.js";
import { authFailure } from "./api-failures.js";
import { type Core, tell } from "./core.js";
import { fetchKeyring, type Keyring, newest } from "./keyring.js";
import type { KeysFailure } from "./keys-port.js";
import type { OpenVault } from "./open-vault.js";
import type { Result } from "./port.js";
import { guarded } from "./guarded.js";
import { ownRow } from "./sign-up-attempts.js";
import { syncContext } from "./syncing.js";
import { type Verified } from "./verified-keys.js";

const TRIES = 3;
/** What one request may carry besides its rotate. */
const MAX_REVOKES = 16;

interface Generation {
  readonly keys: Pick<OpenAccount, "gen" | "amk" | "home" | "homes">;
  readonly bundle: Bytes;
  readonly slots: readonly Bytes[];
  /** The whole identity log. */
  readonly entries: readonly Bytes[];
  readonly identity: Identity;
}

/** These keys from now on; another tab of this phone has to open them by itself. */
async function take(core: Core, open: OpenVault, { keys, bundle, slots, entries, identity }: Generation): Promise<void> {
  await withLock("holdfast-write", async () => {
    await write(open.database, ["meta"], async (tx) => {
      const row = await ownRow(tx, open.account.id);
      await putMeta(tx, "account", { ...row, gen: keys.gen, bundle: bundle.buffer, slots: slots.map((slot) => slot.buffer) });
      await putMeta(tx, "identity", entries.map((entry) => entry.buffer));
    });
    open.account = { ...open.account, ...keys, identity };
    open.home.keys = keys.homes;
  });
  tell(core, { type: "account" });
}

/** Opened with the secret; `revoked` when this phone has no part in it. Refuses what does not continue what this phone knows. */
export async function adoptGeneration(core: Core, open: OpenVault, { keys, slots, entries, account }: Verified): Promise<"taken" | "revoked"> {
  const known = (await readMeta(open.database, "account"))?.slots ?? [];
  const ours = account.id === open.account.id && equalBytes(account.ik.pub, open.account.ik.pub) && account.gen >= open.account.gen;
  if (!ours || newest(slots) < newest(known.map((slot) => new Uint8Array(slot)))) throw new CryptoRefusal("signature");
  await checkPin(entries, open.account.identity);
  if (account.identity.revoked.has(open.account.device.id)) return "revoked";
  const { gen, amk, home, homes, identity } = account;
  await pauseContradicted(open.database, identity, open.account.identity);
  await take(core, open, { keys: { gen, amk, home, homes }, bundle: fromBase64url(keys.bundle), slots, entries, identity });
  return "taken";
}

/** How far this phone has verified each log: what the devices wrote up to there stays. */
async function seenHere(open: OpenVault): Promise<Seen> {
  const heads = await open.database.getAll("heads");
  return new Map(heads.filter(({ seq }) => seq > 0).map(({ log, seq, head }) => [log, { seq, head: new Uint8Array(head) }]));
}

async function nextGeneration(core: Core, open: OpenVault, ring: Keyring, gone: readonly string[]): Promise<Generation & { readonly added: readonly Bytes[] }> {
  const { account, database } = open;
  const [gen, amk, now, seen] = [account.gen + 1, systemRandom(32), core.env.now(), await seenHere(open)];
  const before = await openBundle(account.amk, account.idBytes, account.gen, ring.bundle);
  const after = { ...before, home: [...before.home, systemRandom(32)] };
  const bundle = await sealBundle(amk, account.idBytes, gen, after);
  const slots = await Promise.all(ring.slots.map((slot) => resealSlot(slot, account.idBytes, gen, amk)));
  const added: Bytes[] = [];
  let place: Pick<Identity, "n" | "head"> = account.identity;
  const add = async (entry: Bytes): Promise<void> => {
    added.push(entry);
    place = { n: place.n + 1, head: await sha256(entry) };
  };
  for (const id of gone) await add(await deviceRevokeEntry(account.ik, account.idBytes, place, idBytes(id), seen, now));
  await add(await rotateEntry(account.ik, account.idBytes, place, gen, bundle, now));
  const stored = (await readMeta(database, "identity")) ?? [];
  const entries = [...stored.map((entry) => new Uint8Array(entry)), ...added];
  const identity = await verifyIdentity(entries, account.idBytes, account.ik.pub);
  return { keys: { gen, amk, ...(await homeKeys(after)) }, bundle, slots, entries, identity, added };
}

async function post(core: Core, open: OpenVault, ring: Keyring, next: Generation & { readonly added: readonly Bytes[] }): Promise<Result<void, KeysFailure> | "conflict"> {
  const { account } = open;
  const answer = await putSlots(core.env.door, {
    if_slots_sig: toBase64url(ring.sig),
    gen: next.keys.gen,
    bundle: toBase64url(next.bundle),
    slots: next.slots.map(toBase64url),
    slots_sig: toBase64url(await signSlots(account.ik, account.idBytes, next.keys.gen, next.slots)),
    pw: null,
    rec: null,
    entries: next.added.map(toBase64url),
    sign_out_others: false,
  });
  if (answer.ok) return { ok: true, value: undefined };
  const { failure } = answer;
  if (failure.type === "refused" && failure.status === 409) return "conflict";
  return failure.type === "refused" && failure.status === 401 ? { ok: false, type: "signed_out" } : authFailure(failure);
}

/** Of those asked for, the ones that still belong to the account; never this phone. */
function present(open: OpenVault, ids: readonly string[]): readonly string[] {
  const { identity, device } = open.account;
  return ids.filter((id) => id !== device.id && identity.devices.has(id) && !identity.revoked.has(id));
}

/** Ends these devices' part in the account and renews its keys: what is written from now on, they cannot read. */
export function revokeDevices(core: Core, ids: readonly string[]): Promise<Result<void, KeysFailure>> {
  return guarded(async () => {
    const { open } = core;
    if (open === null || !core.registered) return { ok: false, type: "server" };
    // What they wrote and this phone has not seen would count for nothing afterwards.
    await core.rounds?.now();
    for (let conflicts = 0; conflicts < TRIES; ) {
      const ring = await fetchKeyring(core, open);
      if (!ring.ok) return ring;
      const identity = await refreshIdentity(syncContext(core, open));
      if (!identity.ok) return { ok: false, type: identity.failure.type === "offline" ? "offline" : "server" };
      const gone = present(open, ids).slice(0, MAX_REVOKES);
      if (gone.length === 0) return { ok: true, value: undefined };
      const next = await nextGeneration(core, open, ring.value, gone);
      const answer = await post(core, open, ring.value, next);
      if (answer === "conflict") {
        conflicts += 1;
        continue;
      }
      if (!answer.ok) return answer;
      await take(core, open, next);
    }
    return { ok: false, type: "moved_on" };
  });
}
