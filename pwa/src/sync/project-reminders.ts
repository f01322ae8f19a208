// The server's reminders as a projection of the follow-ups: instants and rules, no words.
import { deleteReminder, putReminder } from "../api/reminders.js";
import type { Followup } from "../domain/followup.js";
import { instantOf } from "../domain/local-time.js";
import type { Id, Ms } from "../domain/records.js";
import { headOf } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import { write } from "../store/transaction.js";
import { DONE, endsRound, type Step, stopped, type SyncContext } from "./context.js";
import { inParallel } from "./parallel.js";

/** The server will not take this one, whenever it is sent. */
const REFUSED = [400, 404, 409, 413, 422];

const utc = (instant: Ms): string => new Date(instant).toISOString();

async function send({ door }: SyncContext, followup: Followup): Promise<Step<number>> {
  const { id, due, dueAt, rule, zone, rev, state } = followup;
  if (state === "open") {
    const first = instantOf(due, zone);
    const put = await putReminder(door, id, { due: utc(first), rule, zone, rev, ...(dueAt > first ? { snoozed: utc(dueAt) } : {}) });
    return put.ok ? { ok: true, value: Math.max(rev, put.value.rev) } : put;
  }
  const deleted = await deleteReminder(door, id, rev);
  const gone = deleted.ok || (deleted.failure.type === "refused" && deleted.failure.status === 404);
  return gone ? { ok: true, value: rev } : deleted;
}

async function project(context: SyncContext, followup: Followup): Promise<Step> {
  const confirmed = (await readMeta(context.database, "reminder_revs")) ?? {};
  if ((confirmed[followup.id] ?? 0) >= followup.rev) return DONE;
  const sent = await send(context, followup);
  if (!sent.ok) return sent.failure.type === "refused" && REFUSED.includes(sent.failure.status) ? stopped({ type: "reminder" }) : sent;
  await write(context.database, ["meta"], async (tx) => {
    const now = (await tx.objectStore("meta").get("reminder_revs")) as Readonly<Record<string, number>> | undefined;
    await putMeta(tx, "reminder_revs", { ...now, [followup.id]: sent.value });
  });
  return DONE;
}

/** A case that is not in memory is read only when ops came after the last time all its reminders were set. */
async function projectCase(context: SyncContext, log: Id): Promise<Step> {
  const { database } = context;
  const { seq } = await headOf(database, log);
  const done = (await readMeta(database, "reminder_seqs")) ?? {};
  if (done[log] === seq && !context.loaded(log)) return DONE;
  const projected = await inParallel(await context.followupsOf(log), 1, (followup) => project(context, followup), endsRound);
  if (projected.ok && done[log] !== seq) await write(database, ["meta"], (tx) => putMeta(tx, "reminder_seqs", { ...done, [log]: seq }));
  return projected;
}

/** Sends the follow-ups of every case whose revision the server has not confirmed. */
export function projectReminders(context: SyncContext): Promise<Step> {
  return inParallel(context.cases(), 1, (log) => projectCase(context, log), endsRound);
}
