// Half-typed forms in a Box on this phone: what was typed outlives the lock, a reload and a dead battery.
import { sealBox } from "../crypto/box.js";
import { decodeCbor, encodeCbor } from "../crypto/cbor.js";
import { isRefusal } from "../crypto/refusal.js";
import { isStorageFailure } from "../store/failure.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { AccountRow, Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type OpenAccount, openOwn } from "./account-keys.js";
import type { Core } from "./core.js";
import type { Drafts } from "./port.js";

function texts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");
}

/** What does not read as drafts is none: losing a half-typed form must not keep the vault shut. */
export async function loadDrafts(database: Database, account: OpenAccount): Promise<Drafts> {
  const box = await readMeta(database, "drafts");
  if (box === undefined) return {};
  try {
    const map = decodeCbor(await openOwn(account, "drafts", account.idBytes, new Uint8Array(box)));
    if (typeof map !== "object" || map === null) return {};
    return Object.fromEntries(Object.entries(map).filter((entry): entry is [string, Readonly<Record<string, string>>] => texts(entry[1])));
  } catch (error) {
    if (isRefusal(error)) return {};
    throw error;
  }
}

/** False when they could not be kept. */
export async function keepDrafts(core: Core, drafts: Drafts): Promise<boolean> {
  const { open } = core;
  if (open === null) return false;
  const { account, database } = open;
  const none = Object.keys(drafts).length === 0;
  try {
    const box = await sealBox(account.home, "drafts", account.idBytes, encodeCbor(drafts));
    await write(database, ["meta"], async (tx) => {
      const row = (await tx.objectStore("meta").get("account")) as AccountRow | undefined;
      if (row?.id !== account.id) throw new DOMException("another account", "InvalidStateError");
      if (none) await tx.objectStore("meta").delete("drafts");
      else await putMeta(tx, "drafts", box.buffer);
    });
    core.drafts = drafts;
    return true;
  } catch (error) {
    if (isStorageFailure(error)) return false;
    throw error;
  }
}
