// Done and Tomorrow from a notification: kept on the phone first, then sent by the push's own token; no key, no session, no network needed.
import type { Door } from "../api/door.js";
import { postAct } from "../api/reminders.js";
import { showBadge } from "../store/app-badge.js";
import { keepAnswer, knocksOf, sendAnswers } from "../store/answers.js";
import type { Answer, Database } from "../store/schema.js";
import { type Due, dueOf } from "./notifications.js";
import { withDatabase } from "./with-database.js";

interface SyncManager {
  register(tag: string): Promise<void>;
}

/** Null for a tap beside the buttons. */
export function actOf(action: string): Answer["act"] | null {
  return action === "done" || action === "tomorrow" ? action : null;
}

/** True when nothing waits any more. */
export function sendKept(door: Door, open: () => Promise<Database>): Promise<boolean> {
  return withDatabase(open, true, (database) => sendAnswers(database, Date.now(), (answer) => postAct(door, answer)));
}

/** Without the phone's store the server alone is told: better than nothing, since it asks again. */
async function keep(open: () => Promise<Database>, due: Due, act: Answer["act"], door: Door): Promise<void> {
  const at = Date.now();
  const kept = await withDatabase(open, false, async (database) => {
    await keepAnswer(database, { id: due.id, rev: due.rev, token: due.token, act, at, from: at, sent: false, sealed: false });
    await showBadge((await knocksOf(database)).length);
    return true;
  });
  if (!kept) await postAct(door, { token: due.token, act });
}

export interface Answering {
  readonly door: Door;
  readonly open: () => Promise<Database>;
  readonly sync: SyncManager | undefined;
  /** What was kept shows at once, wherever the app is open. */
  readonly tell: () => Promise<void>;
}

/** Where a window is open too, Chromium wakes the worker once there is a network; else the next push or opening sends what waits. */
export async function answerFromNotification({ door, open, sync, tell }: Answering, data: unknown, act: Answer["act"]): Promise<void> {
  const due = dueOf(data);
  if (due === null) return;
  await keep(open, due, act, door);
  await tell();
  if (await sendKept(door, open)) return;
  await sync?.register("answers").catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error;
  });
}
