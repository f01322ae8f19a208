// The vault's state and what the screens see of it.
import { type Signal, signal } from "@preact/signals";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { Overtaken } from "../store/logs.js";
import { putMeta } from "../store/meta.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import type { Environment } from "./environment.js";
import { flushLog } from "./flush.js";
import { type FlushTimer, flushTimer } from "./flush-timer.js";
import type { OpenVault } from "./open-vault.js";
import { caseView, refreshLog } from "./open-vault.js";
import type { CaseSummary, PushView, SyncView, VaultPhase } from "./port.js";
import { NOTHING_SYNCED } from "./sync-view.js";
import { type Clock, phoneClock } from "./stamps.js";

export interface Core {
  readonly env: Environment;
  readonly clock: Clock;
  readonly phase: Signal<VaultPhase>;
  readonly cases: Signal<readonly CaseSummary[]>;
  readonly current: Signal<CaseState | null>;
  readonly sync: Signal<SyncView>;
  readonly login: Signal<string | null>;
  readonly push: Signal<PushView>;
  readonly timer: FlushTimer;
  database: Database | null;
  open: OpenVault | null;
  currentId: Id | null;
  /** Called after anything was saved or flushed; the sync engine listens. */
  onChange: () => void;
}

/** Names what the screens may know of a case: never its key. */
function summaries(vault: OpenVault): readonly CaseSummary[] {
  return vault.home.state.cases.map(({ id, title, audience, archived, created }) => ({ id, title, audience, archived, created }));
}

/** Shows what is in memory. */
export function publish(core: Core): void {
  const { open } = core;
  core.cases.value = open === null ? [] : summaries(open);
  core.current.value = open === null || core.currentId === null ? null : (open.cases.get(core.currentId)?.state ?? null);
  core.login.value = open?.home.state.login ?? null;
  core.onChange();
}

/** This tab saved into `log`. */
export function saved(core: Core, log: Id): void {
  publish(core);
  core.timer.touch();
  core.env.channel.postMessage({ log });
}

export async function flushAll(core: Core): Promise<void> {
  const { open } = core;
  if (open === null) return;
  try {
    let flushed: boolean;
    flushed = await flushLog(open, open.home);
    for (const view of open.cases.values()) flushed = (await flushLog(open, view)) || flushed;
    if (flushed) publish(core);
  } catch (error) {
    // Another tab was faster, or the disk is full: what is pending stays, sealed, and is tried again.
    if (!(error instanceof Overtaken || error instanceof DOMException)) throw error;
    core.timer.touch();
  }
}

/** The case on screen, remembered for the next start. */
export async function showCase(core: Core, id: Id): Promise<void> {
  const { open } = core;
  if (open === null || (await caseView(open, id)) === null) return;
  core.currentId = id;
  publish(core);
  await write(open.database, ["meta"], (tx) => putMeta(tx, "current_case", id));
}

export function createCore(env: Environment): Core {
  const core: Core = {
    env,
    clock: phoneClock(env.now),
    phase: signal<VaultPhase>({ type: "starting" }),
    cases: signal<readonly CaseSummary[]>([]),
    current: signal<CaseState | null>(null),
    sync: signal<SyncView>(NOTHING_SYNCED),
    login: signal<string | null>(null),
    push: signal<PushView>({ state: "off" }),
    timer: flushTimer(() => flushAll(core), env.later),
    database: null,
    open: null,
    currentId: null,
    onChange: () => undefined,
  };
  env.channel.onmessage = ({ data }: MessageEvent<{ readonly log: Id }>) => {
    void heard(core, data.log);
  };
  return core;
}

/** Another tab has changed `log`. */
async function heard(core: Core, log: Id): Promise<void> {
  if (core.open === null) return;
  await refreshLog(core.open, log);
  publish(core);
}
