// Posts sealed ops while no page is open: the very bytes of the outbox, in order, without a key. What is posted stays in the outbox until a page has verified it.
import type { Door } from "../api/door.js";
import { frameOps, oneRequest } from "../api/frames.js";
import { postOps, readFeed, startCase } from "../api/sync.js";
import type { CaseHead } from "../api/wire.gen.js";
import { fromBase64url } from "../crypto/base64url.js";
import { equalBytes } from "../crypto/constant-time.js";
import { withLock } from "../store/locks.js";
import { headOf, logsWith, outboxOf } from "../store/logs.js";
import { readMeta } from "../store/meta.js";
import type { AccountRow, Database } from "../store/schema.js";

/** Whether the server's log ends where this phone's does: anything else is for a page, which can verify and heal. */
async function mayPost(database: Database, door: Door, log: string, home: string, said: CaseHead | undefined): Promise<boolean> {
  const head = await headOf(database, log);
  if (head.paused !== null) return false;
  if (said !== undefined) return said.seq === head.seq && equalBytes(fromBase64url(said.head), new Uint8Array(head.head));
  return head.seq === 0 && log !== home && (await startCase(door, log)).ok;
}

/** False when it stopped: at a 409, or for want of a network. */
async function postLog(database: Database, door: Door, log: string): Promise<boolean> {
  for (let rest = await outboxOf(database, log); rest.length > 0; ) {
    const batch = oneRequest(rest);
    const answer = await postOps(door, log, frameOps(batch.map(({ op }) => new Uint8Array(op))));
    if (!answer.ok) return false;
    rest = rest.slice(batch.length);
  }
  return true;
}

async function isOurs(database: Database, door: Door, account: AccountRow): Promise<boolean> {
  const [hello, device] = [await door.hello(), await readMeta(database, "device")];
  return hello.ok && hello.value.signed_in && hello.value.account_id === account.id && hello.value.device_id === device?.id;
}

async function send(database: Database, door: Door): Promise<void> {
  const account = await readMeta(database, "account");
  if (account?.registered !== true || !(await isOurs(database, door, account))) return;
  const feed = await readFeed(door, "");
  if (!feed.ok) return;
  const waiting = await logsWith(database, "outbox");
  // Home first: a case's key is there before the case.
  for (const log of [...waiting].sort((a, b) => Number(b === account.id) - Number(a === account.id))) {
    const said = feed.value.cases.find(({ case_id }) => case_id === log);
    const went = (await mayPost(database, door, log, account.id, said)) && (await postLog(database, door, log));
    if (!went && log === account.id) return;
  }
}

/** Under the same lock as a page that posts. */
export function sendSealed(door: Door, open: () => Promise<Database>): Promise<void> {
  return withLock("holdfast-outbox", async () => {
    const database = await open();
    try {
      await send(database, door);
    } finally {
      database.close();
    }
  });
}
