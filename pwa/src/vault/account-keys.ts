// The account's keys: made at the first tap, opened with the AMK, kept open while the vault is.
import { type Bundle, openBundle, sealBundle } from "../crypto/bundle.js";
import { type Bytes, concat, hex } from "../crypto/bytes.js";
import { openBox, sealBox } from "../crypto/box.js";
import { type SigningKey, signingKey } from "../crypto/ed25519.js";
import { hkdfKey } from "../crypto/hkdf.js";
import { deviceAddEntry, genesisEntry, type Identity, namedIk, verifyIdentity } from "../crypto/identity.js";
import { idBytes } from "../crypto/ids.js";
import { DEV_PARAMS } from "../crypto/kdf-params.js";
import { emptyHead, type EpochKeys } from "../crypto/op.js";
import { isRefusal } from "../crypto/refusal.js";
import { systemRandom } from "../crypto/random.js";
import { makeSlot, openSlot, SLOT_DEV, type SlotOwner } from "../crypto/slots.js";
import { x25519Pub } from "../crypto/x25519.js";
import { newHead } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow, Database, DeviceRow } from "../store/schema.js";
import { write } from "../store/transaction.js";

export interface OpenAccount {
  readonly id: string;
  readonly idBytes: Bytes;
  readonly gen: number;
  readonly amk: Bytes;
  readonly ik: SigningKey;
  /** The HOME_key that seals, as input of HKDF. */
  readonly home: CryptoKey;
  /** HOME_key of each generation, `home` last. */
  readonly homes: EpochKeys<CryptoKey>;
  readonly device: { readonly id: string; readonly letter: number; readonly signing: SigningKey };
  readonly identity: Identity;
}

const GEN = 1;

function deviceAad(account: Uint8Array, device: Uint8Array): Bytes {
  return concat(account, device);
}

/** The device row for a fresh signing seed. */
export async function sealDevice(home: CryptoKey, account: Bytes, device: Bytes, letter: number, seed: Bytes): Promise<DeviceRow> {
  return { id: hex(device), letter, signing: (await sealBox(home, "device", deviceAad(account, device), seed)).buffer };
}

/** A whole account, durable on this phone before it is returned; opened by the device slot until there is a passphrase. */
export async function makeAccount(database: Database, now: number): Promise<OpenAccount> {
  const [account, device, amk, homeKey, seed] = [systemRandom(16), systemRandom(16), systemRandom(32), systemRandom(32), systemRandom(32)];
  const bundle: Bundle = { ik: systemRandom(32), xk: systemRandom(32), home: [homeKey] };
  const [ik, signing, deviceKey, home] = await Promise.all([signingKey(bundle.ik), signingKey(seed), hkdfKey(systemRandom(32)), hkdfKey(homeKey)]);
  const genesis = await genesisEntry(ik, account, await x25519Pub(bundle.xk), now);
  const first = await verifyIdentity([genesis], account, ik.pub);
  const added = await deviceAddEntry(ik, account, first, { id: device, pub: signing.pub, letter: 1 }, now);
  const identity = await verifyIdentity([genesis, added], account, ik.pub);
  const slot = await makeSlot({ owner: { accountId: account, ikPub: ik.pub }, type: SLOT_DEV, gen: GEN, created: now, kdfParams: DEV_PARAMS, kek: deviceKey, amk });
  const sealed = await sealBundle(amk, account, GEN, bundle);
  const row: AccountRow = { id: hex(account), gen: GEN, bundle: sealed.buffer, slots: [slot.buffer], registered: false };
  const deviceRow = await sealDevice(home, account, device, 1, seed);
  const head = newHead(row.id, (await emptyHead(account)).buffer);
  await write(database, ["meta", "heads"], async (tx) => {
    await putMeta(tx, "account", row);
    await putMeta(tx, "device", deviceRow);
    await putMeta(tx, "device_key", deviceKey);
    await putMeta(tx, "identity", [genesis.buffer, added.buffer]);
    await tx.objectStore("heads").put(head);
  });
  return { id: row.id, idBytes: account, gen: GEN, amk, ik, home, homes: [home], device: { id: deviceRow.id, letter: 1, signing }, identity };
}

/** Whose slots an open account's are. */
export function slotOwner({ idBytes: accountId, ik }: Pick<OpenAccount, "idBytes" | "ik">): SlotOwner {
  return { accountId, ikPub: ik.pub };
}

/** Whose slots this phone keeps, while they are still closed. Refuses `format`. */
export async function keptSlotOwner(database: Database, row: Pick<AccountRow, "id">): Promise<SlotOwner> {
  const [accountId, entries] = [idBytes(row.id), await readMeta(database, "identity")];
  return { accountId, ikPub: namedIk((entries ?? []).map((entry) => new Uint8Array(entry)), accountId) };
}

/** Opens a Box of this phone under whichever HOME_key sealed it: only the right one fits its commitment. */
export async function openOwn({ homes }: Pick<OpenAccount, "homes">, label: string, aad: Uint8Array, box: Uint8Array): Promise<Bytes> {
  for (const home of homes.slice(1).reverse()) {
    try {
      return await openBox(home, label, aad, box);
    } catch (error) {
      if (!isRefusal(error, "commitment")) throw error;
    }
  }
  return openBox(homes[0] ?? new Uint8Array(), label, aad, box);
}

async function openSigning(own: Pick<OpenAccount, "homes" | "idBytes">, row: DeviceRow): Promise<SigningKey> {
  return signingKey(await openOwn(own, "device", deviceAad(own.idBytes, idBytes(row.id)), new Uint8Array(row.signing)));
}

/** The HOME_keys of a bundle: all of them, and the one that seals. */
export async function homeKeys(bundle: Bundle): Promise<Pick<OpenAccount, "home" | "homes">> {
  const homes = await Promise.all(bundle.home.map(hkdfKey));
  const home = homes.at(-1);
  if (home === undefined) throw new VaultBroken("home_missing");
  return { home, homes };
}

/** Opens what is stored. Refuses as the crypto door does when rows do not fit the AMK or each other. */
export async function openAccount(database: Database, row: AccountRow, amk: Bytes): Promise<OpenAccount> {
  const id = idBytes(row.id);
  const [bundle, deviceRow, entries] = await Promise.all([openBundle(amk, id, row.gen, new Uint8Array(row.bundle)), readMeta(database, "device"), readMeta(database, "identity")]);
  if (deviceRow === undefined || entries === undefined) throw new VaultBroken("device_missing");
  const [ik, { home, homes }] = await Promise.all([signingKey(bundle.ik), homeKeys(bundle)]);
  const [identity, signing] = await Promise.all([verifyIdentity(entries.map((entry) => new Uint8Array(entry)), id, ik.pub), openSigning({ homes, idBytes: id }, deviceRow)]);
  const device = { id: deviceRow.id, letter: deviceRow.letter, signing };
  return { id: row.id, idBytes: id, gen: row.gen, amk, ik, home, homes, device, identity };
}

/** Opens by the device slot; null when a passphrase has replaced it. */
export async function openByDevice(database: Database, row: AccountRow): Promise<OpenAccount | null> {
  const deviceKey = await readMeta(database, "device_key");
  const slot = row.slots.map((bytes) => new Uint8Array(bytes)).find((bytes) => bytes[5] === SLOT_DEV);
  if (deviceKey === undefined || slot === undefined) return null;
  return openAccount(database, row, await openSlot(slot, await keptSlotOwner(database, row), deviceKey));
}

/** The stored vault cannot be opened at all: a code for the person to report. */
export class VaultBroken extends Error {
  override readonly name = "VaultBroken";
  constructor(readonly code: string) {
    super(code);
  }
}
