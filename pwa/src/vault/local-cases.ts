// What a phone without an account holds when it joins one: each case becomes a case of its own there, labels kept, nothing merged.
import { sealBox } from "../crypto/box.js";
import { encodeCbor } from "../crypto/cbor.js";
import { hkdfKey } from "../crypto/hkdf.js";
import { emptyHead } from "../crypto/op.js";
import { setCase } from "../domain/build.js";
import type { Id, Rec } from "../domain/records.js";
import { newHead } from "../store/logs.js";
import { putMeta } from "../store/meta.js";
import type { HeadRow, OutboxRow, WriteTx } from "../store/schema.js";
import type { OpenAccount } from "./account-keys.js";
import { type InboxKeyRow, openInboxKey, wrapInboxKey } from "./inbox-key.js";
import { type OpenVault, readCase, refreshLog } from "./open-vault.js";
import type { Drafts } from "./port.js";
import { labelsGiven, recordsOf, signAnew, signCase } from "./reissue.js";

export interface Packed {
  readonly heads: readonly HeadRow[];
  readonly outbox: readonly OutboxRow[];
  readonly drafts: ArrayBuffer | null;
  readonly currentCase: Id | null;
  /** The same pair: what waits, and what comes meanwhile, stays readable. */
  readonly inboxKey: InboxKeyRow | null;
}

/** Every record of this phone's cases, signed for `account`; case ids, keys and pictures stay as they are. Hold the lock `holdfast-write`. */
export async function pack(open: OpenVault, account: OpenAccount, shown: Id | null, drafts: Drafts): Promise<Packed> {
  await refreshLog(open, open.account.id);
  const heads: HeadRow[] = [];
  const outbox: OutboxRow[] = [];
  const named: Rec[] = recordsOf(open.home.state.log).filter((rec) => (rec.k === "e" ? rec.type === "case_key" : rec.entity === "case"));
  for (const { id, key } of open.home.state.cases) {
    await refreshLog(open, id);
    const view = await readCase(open, id);
    if (view === null) continue;
    const signed = await signCase(account, id, [await hkdfKey(key)], view.state, 0);
    heads.push(signed.head);
    outbox.push(...signed.outbox);
    const labels = labelsGiven(view.state);
    if (Object.keys(labels).length > 0) named.push(...setCase(open.clock.stamp(), id, { labels }));
  }
  const home = newHead(account.id, (await emptyHead(account.idBytes)).buffer);
  const signed = await signAnew(account, account.homes, home, named);
  const typed = Object.keys(drafts).length === 0 ? null : (await sealBox(account.home, "drafts", account.idBytes, encodeCbor(drafts))).buffer;
  const inbox = await openInboxKey(open.database, open.account);
  const inboxKey = inbox === null ? null : await wrapInboxKey(account, inbox);
  return { inboxKey, heads: [signed.head, ...heads], outbox: [...signed.outbox, ...outbox], drafts: typed, currentCase: shown };
}

/** Into a store from which everything but pictures has been cleared. */
export async function unpack(tx: WriteTx, { heads, outbox, drafts, currentCase, inboxKey }: Packed): Promise<void> {
  for (const head of heads) await tx.objectStore("heads").put(head);
  for (const row of outbox) await tx.objectStore("outbox").add(row);
  if (drafts !== null) await putMeta(tx, "drafts", drafts);
  if (inboxKey !== null) await putMeta(tx, "inbox_key", inboxKey);
  if (currentCase !== null) await putMeta(tx, "current_case", currentCase);
}
