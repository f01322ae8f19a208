// The server's reminders as a projection of the follow-ups: instants and rules, no words.
import { deleteReminder, putReminder } from "../api/reminders.js";
import type { Followup } from "../domain/followup.js";
import { putMeta, readMeta } from "../store/meta.js";
import { write } from "../store/transaction.js";
import { DONE, type Step, type SyncContext } from "./context.js";

async function project({ door }: SyncContext, followup: Followup): Promise<Step<number>> {
  const { id, dueAt, rule, zone, rev, state } = followup;
  if (state === "open") {
    const put = await putReminder(door, id, { due: new Date(dueAt).toISOString(), rule, zone, rev });
    return put.ok ? { ok: true, value: Math.max(rev, put.value.rev) } : put;
  }
  const deleted = await deleteReminder(door, id, rev);
  const gone = deleted.ok || (deleted.failure.type === "refused" && deleted.failure.status === 404);
  return gone ? { ok: true, value: rev } : deleted;
}

/** Sends the follow-ups whose revision the server has not confirmed. */
export async function projectReminders(context: SyncContext): Promise<Step> {
  const confirmed = (await readMeta(context.database, "reminder_revs")) ?? {};
  for (const followup of context.followups()) {
    if ((confirmed[followup.id] ?? 0) >= followup.rev) continue;
    const projected = await project(context, followup);
    if (!projected.ok) {
      // 4xx other than rate: this one will never be taken; the others still can.
      if (projected.failure.type === "refused" && [400, 404, 409, 413, 422].includes(projected.failure.status)) continue;
      return projected;
    }
    await write(context.database, ["meta"], async (tx) => {
      const now = (await tx.objectStore("meta").get("reminder_revs")) as Readonly<Record<string, number>> | undefined;
      await putMeta(tx, "reminder_revs", { ...now, [followup.id]: projected.value });
    });
  }
  return DONE;
}
