// Answers to reminders, given while the vault was locked or closed: sent by token, sealed into the log once, and what was answered elsewhere cleared away.
import { postAct } from "../api/reminders.js";
import { changeFollowup } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { whenAnswered } from "../domain/followups.js";
import type { Id } from "../domain/records.js";
import { answersOf, dropKnocks, keepAnswer, knocksOf, markAnswer, sendAnswers, takeBackAnswer } from "../store/answers.js";
import { showBadge } from "../store/app-badge.js";
import { background } from "../store/failure.js";
import { withLock } from "../store/locks.js";
import type { Answer, Database } from "../store/schema.js";
import type { Act, AnswersVault } from "./answers-port.js";
import { type Core, saved } from "./core.js";
import type { LogView } from "./log-view.js";
import { caseView, type OpenVault, readCase } from "./open-vault.js";
import { saveRecords } from "./writer.js";

const UNDO_MS = 8_000;

async function caseWith(open: OpenVault, followup: Id): Promise<LogView<CaseState> | null> {
  for (const { id } of open.home.state.cases) if ((await readCase(open, id))?.state.followups.has(followup) === true) return caseView(open, id);
  return null;
}

/** True once the record has what there is to have: a newer rev was decided with more knowledge, here or elsewhere. */
async function seal(core: Core, open: OpenVault, answer: Answer): Promise<boolean> {
  const view = await caseWith(open, answer.id);
  if (view === null || (view.state.followups.get(answer.id)?.rev ?? 0) < answer.rev) return false;
  const result = await saveRecords(open, view, view.state, {
    build: (stamp) => {
      const now = view.state.followups.get(answer.id);
      if (now === undefined || now.rev !== answer.rev || now.state !== "open") return [];
      return changeFollowup({ ...stamp, at: answer.at }, now, whenAnswered(now, answer.act, answer.at));
    },
  });
  if (!result.ok) return false;
  if (result.value.length > 0) saved(core, view.log);
  return true;
}

async function closeNotifications(tags: Iterable<string>): Promise<void> {
  if (typeof navigator === "undefined" || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  for (const tag of tags) for (const shown of (await registration?.getNotifications({ tag })) ?? []) shown.close();
}

/** Knocks whose follow-up has moved on, on this phone or another. */
async function clearKnocks(open: OpenVault): Promise<void> {
  const over = new Set<string>();
  for (const { id, rev } of await knocksOf(open.database)) {
    const followup = (await caseWith(open, id))?.state.followups.get(id);
    if (followup !== undefined && (followup.rev > rev || followup.state !== "open")) over.add(id);
  }
  if (over.size === 0) return;
  await dropKnocks(open.database, over);
  await closeNotifications(over);
}

async function badge(core: Core, database: Database): Promise<void> {
  const ids = new Set((await knocksOf(database)).map(({ id }) => id));
  const now = core.env.now();
  const { open } = core;
  const shown = open === null ? [] : [...open.cases.values(), ...(open.brief === null ? [] : [open.brief])];
  for (const { state } of shown) for (const { id, state: stands, dueAt } of state.followups.values()) if (stands === "open" && dueAt <= now) ids.add(id);
  await showBadge(ids.size);
}

/** One tab at a time, and again for whatever came meanwhile. */
export function settleAnswers(core: Core): Promise<void> {
  const { database } = core;
  if (database === null) return Promise.resolve();
  return withLock("holdfast-answers", async () => {
    const { open } = core;
    for (const answer of open === null ? [] : await answersOf(database)) {
      if (open !== null && !answer.sealed && answer.from <= core.env.now() && (await seal(core, open, answer))) await markAnswer(database, answer.token, { sealed: true });
    }
    if (open !== null) await clearKnocks(open);
    await badge(core, database);
    background(sendAnswers(database, core.env.now(), (answer) => postAct(core.env.door, answer)));
  });
}

/** Answers of this page that can be undone. */
type Undoable = Set<Answer>;

async function answer(core: Core, undoable: Undoable, followup: Id, act: Act): Promise<boolean> {
  const { database } = core;
  const knock = database === null ? undefined : (await knocksOf(database)).find(({ id }) => id === followup);
  if (database === null || knock === undefined) return false;
  const at = core.env.now();
  const given = { ...knock, act, at, from: at + UNDO_MS, sent: false, sealed: false };
  await keepAnswer(database, given);
  undoable.add(given);
  await closeNotifications([followup]);
  await badge(core, database);
  core.env.later(() => {
    undoable.delete(given);
    background(settleAnswers(core));
  }, UNDO_MS + 1);
  return true;
}

/** The page may be closed next: nothing is awaited before the post is on its way. */
async function part({ database, env }: Core, { token, act }: Answer): Promise<void> {
  const posting = postAct(env.door, { token, act });
  if (database === null) return;
  await markAnswer(database, token, { from: 0 });
  if ((await posting) !== null) await markAnswer(database, token, { sent: true });
}

async function takeBack(core: Core, undoable: Undoable, followup: Id): Promise<boolean> {
  const { database } = core;
  const given = [...undoable].find(({ id }) => id === followup);
  if (given !== undefined) undoable.delete(given);
  if (database === null || given === undefined || !(await takeBackAnswer(database, given.token))) return false;
  await badge(core, database);
  return true;
}

async function allCases({ open, currentId }: Core): Promise<readonly CaseState[]> {
  if (open === null) return [];
  const views = await Promise.all(open.home.state.cases.map(({ id }) => readCase(open, id)));
  return views.flatMap((view) => view?.state ?? []).sort((a, b) => Number(b.id === currentId) - Number(a.id === currentId));
}

export function answering(core: Core): AnswersVault {
  const undoable: Undoable = new Set();
  return {
    knocked: async (followup) => core.database !== null && (await knocksOf(core.database)).some(({ id }) => id === followup),
    answer: (followup, act) => answer(core, undoable, followup, act),
    takeBack: (followup) => takeBack(core, undoable, followup),
    endUndo: () => {
      for (const given of undoable) background(part(core, given));
      undoable.clear();
    },
    settleAnswers: () => settleAnswers(core),
    allCases: () => allCases(core),
  };
}
