// Saves records: label, custody tip and sealed records in one durable transaction, one tab at a time.
import type { CaseState } from "../domain/fold.js";
import type { HomeState } from "../domain/home.js";
import { deviceLetter, formatLabel, nextLabel } from "../domain/labels.js";
import type { Id, Rec } from "../domain/records.js";
import type { Received } from "../domain/waiting.js";
import { isFull, isStorageFailure } from "../store/failure.js";
import { withLock } from "../store/locks.js";
import { advanceHead, headOf, Overtaken } from "../store/logs.js";
import type { AccountRow, BlobRow, ChunkRow, Database, WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { OpenAccount } from "./account-keys.js";
import { withCustody } from "./custody-chain.js";
import { markCall } from "./call-mark.js";
import { addOwn, type LogView, sealPending } from "./log-view.js";
import type { Result, SaveFailure, Stamp } from "./port.js";
import type { Clock } from "./stamps.js";

/** Longer text than this does not fit an op. */
const MAX_SAVE_BYTES = 900 * 1024;
const ATTEMPTS = 5;

export interface WriteContext {
  readonly database: Database;
  readonly account: OpenAccount;
  readonly clock: Clock;
  readonly home: LogView<HomeState>;
}

export interface SaveJob {
  /** `label` gives the next label of this case; each call another. */
  readonly build: (stamp: Stamp, label: () => string) => readonly Rec[];
  readonly blobs?: readonly BlobRow[];
  /** Of those blobs, what is not on the disk yet. */
  readonly chunks?: readonly ChunkRow[];
  /** When it came, if it waited in the inbox: its records carry that moment, and its custody line both. */
  readonly received?: Received;
  /** Part of the same transaction: what it throws undoes the save. */
  readonly also?: (tx: WriteTx) => Promise<void>;
}

class TooLong extends Error {
  override readonly name = "TooLong";
}

/** Another tab may have joined this phone to another account: our keys would seal what nobody can read. */
export async function sameAccount(tx: WriteTx, id: Id): Promise<void> {
  const row = (await tx.objectStore("meta").get("account")) as AccountRow | undefined;
  if (row?.id !== id) throw new DOMException("another account", "InvalidStateError");
}

function asOf(stamp: Stamp, { at, tz, off }: Received): Stamp {
  return { at, tz, ...(off === undefined ? {} : { off }), device: stamp.device, newId: () => stamp.newId(), hlc: () => stamp.hlc() };
}

async function attempt<S>(context: WriteContext, view: LogView<S>, state: CaseState | null, job: SaveJob): Promise<readonly Rec[]> {
  const { database, account, clock } = context;
  const head = await headOf(database, view.log);
  const letter = deviceLetter(account.device.letter);
  const floor = context.home.state.cases.find(({ id }) => id === view.log)?.labels[letter] ?? 0;
  let counter = Math.max(head.label, floor);
  const label = (): string => {
    const given = [...(state?.exhibits.values() ?? [])].map((exhibit) => exhibit.label);
    const next = nextLabel(letter, given, counter);
    counter = next.counter;
    return formatLabel(next);
  };
  const stamp = { ...clock.stamp(), device: account.device.id };
  const { received } = job;
  const built = job.build(received === undefined ? stamp : asOf(stamp, received), label);
  if (built.length === 0) return [];
  const { records, tip } = await withCustody(built, { stamp, since: received }, state, head.custody);
  const box = await sealPending(account, view.log, records);
  if (box.byteLength > MAX_SAVE_BYTES) throw new TooLong();
  const n = await write(database, ["meta", "heads", "pending", "blobs", "chunks"], async (tx) => {
    await sameAccount(tx, account.id);
    await advanceHead(tx, head, { ...head, label: counter, custody: tip });
    for (const blob of job.blobs ?? []) await tx.objectStore("blobs").put(blob);
    for (const chunk of job.chunks ?? []) await tx.objectStore("chunks").put(chunk);
    await markCall(tx, view.log, built);
    await job.also?.(tx);
    return tx.objectStore("pending").add({ log: view.log, box });
  });
  addOwn(view, account, records);
  view.unsent.set(`p${n}`, records);
  return built;
}

/** Resolves once durable; nothing is half-saved. */
export function saveRecords<S>(context: WriteContext, view: LogView<S>, state: CaseState | null, job: SaveJob): Promise<Result<readonly Rec[], SaveFailure>> {
  return withLock("holdfast-write", async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return { ok: true, value: await attempt(context, view, state, job) };
      } catch (error) {
        if (error instanceof Overtaken && tries < ATTEMPTS) continue;
        if (error instanceof TooLong) return { ok: false, type: "too_long" };
        if (isFull(error)) return { ok: false, type: "full" };
        if (isStorageFailure(error) || error instanceof Overtaken) return { ok: false, type: "storage" };
        throw error;
      }
    }
  });
}

/** Ids a screen may want back: one for each event and each entity that was set. */
export function idsIn(records: readonly Rec[]): readonly Id[] {
  return [...new Set(records.map((rec) => rec.id))];
}
