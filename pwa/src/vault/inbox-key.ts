// This phone's inbox key: made once, its private half under HOME_key, taken along when the phone joins an account.
import { type Bytes, concat } from "../crypto/bytes.js";
import { sealBox } from "../crypto/box.js";
import { equalBytes } from "../crypto/constant-time.js";
import { idBytes } from "../crypto/ids.js";
import { type InboxKey, newInboxKey } from "../crypto/inbox.js";
import { isRefusal } from "../crypto/refusal.js";
import { x25519Pub } from "../crypto/x25519.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { Database, MetaValues } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type OpenAccount, openOwn } from "./account-keys.js";
import { sameAccount } from "./writer.js";

export type InboxKeyRow = MetaValues["inbox_key"];

function aad(account: OpenAccount): Bytes {
  return concat(account.idBytes, idBytes(account.device.id));
}

export async function wrapInboxKey(account: OpenAccount, { pub, priv }: InboxKey): Promise<InboxKeyRow> {
  return { pub: pub.buffer, priv: (await sealBox(account.home, "inbox", aad(account), priv)).buffer };
}

/** Null when there is none, or the disk has damaged it. */
export async function openInboxKey(database: Database, account: OpenAccount): Promise<InboxKey | null> {
  const row = await readMeta(database, "inbox_key");
  if (row === undefined) return null;
  try {
    const priv = await openOwn(account, "inbox", aad(account), new Uint8Array(row.priv));
    return { pub: await x25519Pub(priv), priv };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** At every opening: a public half that is not that of the private one would send what comes next to somebody else. */
export async function ensureInboxKey(database: Database, account: OpenAccount): Promise<void> {
  const known = await openInboxKey(database, account);
  const row = await readMeta(database, "inbox_key");
  if (known !== null && row !== undefined && equalBytes(known.pub, new Uint8Array(row.pub))) return;
  const next = await wrapInboxKey(account, known ?? (await newInboxKey()));
  await write(database, ["meta"], async (tx) => {
    await sameAccount(tx, account.id);
    const now = (await tx.objectStore("meta").get("inbox_key")) as InboxKeyRow | undefined;
    // Another tab was faster: its key stands.
    if (now === undefined || (row !== undefined && equalBytes(new Uint8Array(now.priv), new Uint8Array(row.priv)))) await putMeta(tx, "inbox_key", next);
  });
}
