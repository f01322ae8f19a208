// Capture without the keys: sealed to this phone's inbox, counted, and answered for.
import { newId } from "../crypto/ids.js";
import type { Id } from "../domain/records.js";
import { fileThing, noteThing } from "../inbox/keep-files.js";
import { type Batch, keepThings, NoInbox, type Thing } from "../inbox/keep.js";
import { discardBytes } from "../store/blob-files.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { admitRows, dropRows, inboxPub, type Waiting, waitingRows } from "../store/inbox.js";
import { withSharedLock } from "../store/locks.js";
import { readMeta } from "../store/meta.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { type Core, tell } from "./core.js";
import type { InboxVault, SealedOutcome, Share } from "./inbox-port.js";
import { begin, type Failed, tally } from "./intake.js";
import type { Result, SaveFailure } from "./port.js";

/** A call left on by mistake is not shown for ever. */
const LONGEST_CALL_MS = 3 * 60 * 60 * 1000;

function sharesIn(rows: readonly Waiting[]): readonly Share[] {
  const ids = new Set(rows.flatMap(({ row }) => row.share ?? []));
  return [...ids].map((id) => {
    const mine = rows.filter(({ row }) => row.share === id);
    const bytes = mine.flatMap(({ row }) => row.blobs).reduce((sum, { paddedLen }) => sum + paddedLen, 0);
    return { id, things: mine.length, files: mine.filter(({ row }) => row.blobs.length > 0).length, bytes };
  });
}

/** What can be known without the keys, read anew. */
export async function refreshWaiting(core: Core): Promise<void> {
  const { database } = core;
  if (database === null) return;
  const [rows, pub, mark] = await Promise.all([waitingRows(database), inboxPub(database), readMeta(database, "on_call")]);
  const things = rows.filter(({ row }) => row.share === undefined).length;
  const call = mark !== undefined && core.env.now() - mark.started < LONGEST_CALL_MS ? mark : null;
  core.waiting.value = { ready: pub !== undefined, things, shares: sharesIn(rows), call };
}

/** Counts anew, here and in the other tabs. */
async function changed(core: Core): Promise<void> {
  tell(core, { type: "inbox" });
  await refreshWaiting(core);
}

function failed(error: unknown): SaveFailure {
  if (isFull(error)) return { type: "full" };
  if (isStorageFailure(error) || error instanceof NoInbox) return { type: "storage" };
  throw error;
}

/** Started before a vault is. */
function databaseOf(core: Core): Database {
  if (core.database === null) throw new Error("not started");
  return core.database;
}

function now(core: Core): Batch {
  const { at, tz, off } = core.clock.stamp();
  return { at, tz, ...(off === undefined ? {} : { off }) };
}

async function attempt(core: Core, act: (database: Database) => Promise<void>): Promise<Result<void, SaveFailure>> {
  try {
    await act(databaseOf(core));
  } catch (error) {
    return { ok: false, ...failed(error) };
  }
  await changed(core);
  return { ok: true, value: undefined };
}

function keep(core: Core, thing: Thing): Promise<Result<void, SaveFailure>> {
  return attempt(core, (database) => keepThings(database, now(core), [thing]));
}

async function sealCallNote(core: Core, id: Id, text: string): Promise<Result<void, SaveFailure>> {
  const { call } = core.waiting.value;
  if (call === null) return keep(core, noteThing(id, text));
  return keep(core, { id, what: { kind: "call", case: call.case, call: call.id, text }, blobs: [], chunks: [] });
}

function sealFiles(core: Core, ...[files, via, watch]: Parameters<InboxVault["sealFiles"]>): Promise<readonly SealedOutcome[]> {
  // The sweep of bytes that nothing names waits for this.
  return withSharedLock("holdfast-intake", async () => {
    const database = databaseOf(core);
    const count = tally(files, watch);
    const outcomes: SealedOutcome[] = [];
    for (const [from, file] of files.entries()) {
      const onBytes = count.of(file);
      const both = await begin({ database, run: core.env.run }, file, watch, onBytes);
      const result = both.ok ? await put(database, fileThing(file, both, via, watch.covered?.get(file)), { ...now(core), from }) : both;
      outcomes.push({ name: file.name, result });
      onBytes(file.size);
      count.ended();
      if (result.ok) await changed(core);
    }
    return outcomes;
  });
}

/** Its bytes go again when its entry could not be kept. */
async function put(database: Database, thing: Thing, batch: Batch): Promise<Result<void, Failed>> {
  try {
    await keepThings(database, batch, [thing]);
    return { ok: true, value: undefined };
  } catch (error) {
    const { type } = failed(error);
    for (const { id } of thing.blobs) await discardBytes(database, id);
    return { ok: false, type: type === "full" ? "full" : "storage" };
  }
}

export async function dropThings(database: Database, ids: readonly Id[]): Promise<void> {
  for (const blob of await dropRows(database, ids)) await discardBytes(database, blob);
}

function answerShare(core: Core, ...[share, answer]: Parameters<InboxVault["answerShare"]>): Promise<Result<void, SaveFailure>> {
  return attempt(core, async (database) => {
    const rows = (await waitingRows(database)).filter(({ row }) => row.share === share);
    const kept = rows.filter(({ row }) => answer === "keep" || (answer === "words" && row.blobs.length === 0));
    await admitRows(database, kept.map(({ id }) => id));
    await dropThings(database, rows.filter((one) => !kept.includes(one)).map(({ id }) => id));
  });
}

async function leaveCall(core: Core): Promise<void> {
  await write(databaseOf(core), ["meta"], (tx) => tx.objectStore("meta").delete("on_call"));
  await changed(core);
}

export function inboxCalls(core: Core): Pick<InboxVault, "waiting" | "newThing" | "sealNote" | "sealCallNote" | "sealFiles" | "answerShare" | "leaveCall"> {
  return {
    waiting: core.waiting,
    newThing: () => newId(),
    sealNote: (id, text) => keep(core, noteThing(id, text)),
    sealCallNote: (id, text) => sealCallNote(core, id, text),
    sealFiles: (...given) => sealFiles(core, ...given),
    answerShare: (...given) => answerShare(core, ...given),
    leaveCall: () => leaveCall(core),
  };
}
