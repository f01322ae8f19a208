// Ties the open vault to the sync rounds, and their outcome to words for the screens.
import { inParallel } from "../sync/parallel.js";
import { DONE, type Step, type Stop, stopped, type SyncContext } from "../sync/context.js";
import { fetchBlob } from "../sync/download.js";
import { syncRound } from "../sync/round.js";
import { background, isFull, isStorageFailure } from "../store/failure.js";
import type { HeadRow } from "../store/schema.js";
import { rejudge } from "../sync/rejudge.js";
import { type Schedule, schedule } from "../sync/schedule.js";
import { type Core, flushAll, publish, showSomeCase, tell } from "./core.js";
import { settleAnswers } from "./answering.js";
import { announceKind } from "./announce-kind.js";
import { seldom } from "./on-demand.js";
import { caseView, type OpenVault, readCase, refreshLog } from "./open-vault.js";
import type { SyncView } from "./port.js";
import { forkedLogs } from "./quarantine.js";
import { finishRemovals } from "./removal.js";
import { countOnlyHere } from "./sync-view.js";
import { mayGo, picturesView } from "./uploads.js";

export function syncContext(core: Core, open: OpenVault): SyncContext {
  return {
    database: open.database,
    door: core.env.door,
    accountId: open.account.id,
    deviceId: open.account.device.id,
    now: core.env.now,
    identity: () => open.account.identity,
    onIdentity: (identity) => {
      open.account = { ...open.account, identity };
    },
    giveBackKeys: async (entries) => (await seldom()).giveBackKeys(core, open, entries),
    keysOf: async (log) => (log === open.account.id ? open.account.homes : ((await caseView(open, log))?.keys ?? null)),
    look: open.look,
    onPulled: async (log, reread) => {
      await refreshLog(open, log, reread);
      await showSomeCase(core);
      publish(core);
      tell(core, { type: "changed", log });
    },
    wanted: async (log, exhibit) => {
      const here = (await caseView(open, log))?.state.exhibits.get(exhibit);
      if (here !== undefined) return here.removed === null;
      // After a fork it is in the case that went on from this one.
      for (const { id } of open.home.state.cases) if ((await readCase(open, id))?.state.exhibits.get(exhibit)?.removed === null) return true;
      return false;
    },
    mayUpload: (row) => mayGo(core.uploads, core.env.connection(), row),
    calledOff: () => core.uploads.run?.cancel.signal,
    onSent: (blob, bytes) => {
      const sent = core.uploads.run?.sent;
      sent?.set(blob, (sent.get(blob) ?? 0) + bytes);
      background(showSync(core, null));
    },
    asked: open.asked,
    onBytes: (blob, gone) => {
      if (gone) open.gone.add(blob);
      else open.gone.delete(blob);
    },
    cases: () => open.home.state.cases.map(({ id }) => id),
    loaded: (log) => open.cases.has(log),
    followupsOf: async (log) => [...((await readCase(open, log))?.state.followups.values() ?? [])],
  };
}

/** Thumbnails of the cases that were looked at; originals wait until someone opens them. */
async function fetchThumbs(core: Core, open: OpenVault): Promise<void> {
  const here = new Set(await open.database.getAllKeys("blobs"));
  const wanted = [...open.cases.values()].flatMap(({ log, state }) =>
    [...state.exhibits.values()].flatMap((exhibit) => {
      const thumb = exhibit.first.kind === "file" && exhibit.removed === null ? exhibit.first.thumb : undefined;
      return thumb === undefined || here.has(thumb.id) ? [] : [{ log, exhibit: exhibit.id, thumb }];
    }),
  );
  await inParallel(wanted, 3, async ({ log, exhibit, thumb }) => {
    const fetched = await fetchBlob({ database: open.database, door: core.env.door }, log, exhibit, thumb);
    return fetched === "offline" ? { ok: false, failure: { type: "offline" } } : DONE;
  });
}

function problemOf(failure: Stop | null, paused: HeadRow["paused"]): SyncView["problem"] {
  if (failure?.type === "alarm") return failure.problem;
  if (failure?.type === "storage") return failure.full ? "full" : "storage";
  if (failure?.type === "update_needed" || failure?.type === "reminder" || failure?.type === "new_keys") return failure.type;
  if (failure?.type === "nonsense") return "server";
  if (failure?.type === "refused") return failure.code === "leaving" ? "leaving" : failure.status === 401 ? "signed_out" : failure.code === "quota" ? "quota" : failure.status === 429 ? null : "server";
  return paused;
}

function stateOf(core: Core, failure: Stop | null, working: boolean, problem: SyncView["problem"]): SyncView["state"] {
  if (!core.registered) return "no_account";
  if (failure?.type === "offline") return "offline";
  if (problem !== null) return "paused";
  return working || failure !== null ? "working" : "synced";
}

/** What the phone's own store says, as the screens show it. */
async function showSync(core: Core, outcome: Step | null): Promise<void> {
  const { open } = core;
  if (open === null) return;
  const { waiting, besides, ...counts } = await countOnlyHere(open);
  const quarantined = await open.database.countFromIndex("ops", "quarantined");
  const pauses = (await open.database.getAll("heads")).flatMap((head) => head.paused ?? []);
  const paused = pauses.find((why) => why !== "update_needed") ?? pauses[0] ?? null;
  const failure = outcome === null ? core.lastStop : outcome.ok ? null : outcome.failure;
  core.lastStop = failure;
  if (failure?.type === "refused" && failure.code === "leaving") core.leaving.value = failure.problem.ends ?? null;
  else if (outcome?.ok === true) core.leaving.value = null;
  const problem = problemOf(failure, paused);
  const going = besides((row) => !mayGo(core.uploads, core.env.connection(), row));
  const state = stateOf(core, failure, outcome === null && going > 0, problem);
  const lastSynced = outcome?.ok === true ? core.env.now() : core.sync.value.lastSynced;
  core.sync.value = { ...counts, quarantined, problem, state, lastSynced };
  core.forked.value = await forkedLogs(open);
  core.pictures.value = picturesView(core.uploads, core.env.connection(), waiting);
}

/** This phone's storage failed in the middle: said without asking it anything. */
function showStorageFailure(core: Core, failure: Stop): void {
  core.lastStop = failure;
  core.sync.value = { ...core.sync.value, problem: problemOf(failure, null), state: stateOf(core, failure, false, "storage") };
}

async function round(core: Core): Promise<Step> {
  const { open } = core;
  try {
    return await roundIn(core);
  } catch (error) {
    if (!isStorageFailure(error) && !isFull(error)) throw error;
    const failure: Stop = { type: "storage", full: isFull(error) };
    if (core.open === open && open !== null) showStorageFailure(core, failure);
    return stopped(failure);
  }
}

async function roundIn(core: Core): Promise<Step> {
  const { open } = core;
  // Nothing syncs while a case is known only in brief.
  if (open !== null && open.brief !== null) {
    await caseView(open, open.brief.log);
    publish(core);
  }
  await flushAll(core);
  if (open === null || !core.registered) {
    await showSync(core, null);
    return DONE;
  }
  await core.session;
  if (core.open === open) await announceKind(core, false);
  const context = syncContext(core, open);
  await rejudge(context, core.env.build);
  const outcome = await syncRound(context, {
    onServerTime: (offsetMs) => {
      core.clock.offset = offsetMs;
      core.clockOffset.value = offsetMs;
    },
    onUploaded: () => showSync(core, null),
  });
  if (core.open !== open) return outcome;
  await finishRemovals(core, open, outcome.ok || (outcome.failure.type === "refused" && outcome.failure.status !== 401));
  await showSync(core, outcome);
  if (outcome.ok) await fetchThumbs(core, open);
  return outcome;
}

/** Much changes at once when a case is opened or pulled. */
const SETTLE_MS = 200;

/** Rounds for as long as the vault is open; the view follows every save. */
export function connect(core: Core): Schedule {
  const rounds = schedule({ round: () => round(core), later: core.env.later, chance: core.env.chance, now: core.env.now });
  let settling = (): void => undefined;
  core.onShown = () => {
    background(showSync(core, null));
    settling();
    settling = core.env.later(() => background(settleAnswers(core)), SETTLE_MS);
  };
  return rounds;
}
