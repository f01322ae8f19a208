// The vault's state and what the screens see of it.
import { type Signal, signal } from "@preact/signals";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import type { Stop } from "../sync/context.js";
import type { Schedule } from "../sync/schedule.js";
import { Overtaken } from "../store/logs.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { askForBackgroundSync } from "./background-sync.js";
import type { Environment } from "./environment.js";
import { flushLog } from "./flush.js";
import { type FlushTimer, flushTimer } from "./flush-timer.js";
import { NOTHING_WAITS, type WaitingView } from "./inbox-port.js";
import type { Forked } from "./logs-port.js";
import type { OpenVault } from "./open-vault.js";
import { caseView, refreshLog } from "./open-vault.js";
import type { CaseSummary, Drafts, PushView, SyncView, VaultPhase } from "./port.js";
import { type Keeper, openBrief } from "./snapshot.js";
import { NOTHING_SYNCED } from "./sync-view.js";
import { type Clock, phoneClock } from "./stamps.js";
import type { PicturesView } from "./blob-port.js";
import { NO_PICTURES, type Uploads } from "./uploads.js";

export interface Core {
  readonly env: Environment;
  readonly clock: Clock;
  readonly phase: Signal<VaultPhase>;
  readonly cases: Signal<readonly CaseSummary[]>;
  readonly current: Signal<CaseState | null>;
  readonly whole: Signal<boolean>;
  readonly sync: Signal<SyncView>;
  readonly login: Signal<string | null>;
  readonly push: Signal<PushView>;
  readonly forked: Signal<readonly Forked[]>;
  readonly clockOffset: Signal<number | null>;
  readonly pictures: Signal<PicturesView>;
  readonly promised: Signal<boolean | null>;
  readonly waiting: Signal<WaitingView>;
  readonly uploads: Uploads;
  readonly timer: FlushTimer;
  /** Writes the snapshot of Today. */
  keeper: Keeper | null;
  database: Database | null;
  open: OpenVault | null;
  currentId: Id | null;
  /** True once the server holds this account. */
  registered: boolean;
  /** Signing in again after an unlock; sync waits for it. */
  session: Promise<void>;
  /** Why the last sync round stopped. */
  lastStop: Stop | null;
  /** Syncs now. */
  rounds: Schedule | null;
  /** This account's code, made here and never typed back. */
  readonly unrehearsedCode: Signal<string | null>;
  /** The recovery code opened this phone and has not been replaced since. */
  readonly codeUsed: Signal<boolean>;
  /** When the account ends (RFC 3339), in its last days. */
  readonly leaving: Signal<string | null>;
  /** Half-typed forms, as kept on this phone. */
  drafts: Drafts;
  /** Run before the keys leave memory. */
  readonly beforeLock: Set<() => Promise<boolean>>;
  /** Someone is busy in another tab. */
  onAwake: () => void;
  /** Called whenever what is shown may have changed. */
  onShown: () => void;
}

/** Names what the screens may know of a case: never its key. */
function summaries(vault: OpenVault): readonly CaseSummary[] {
  return vault.home.state.cases.map(({ id, title, audience, archived, created }) => ({ id, title, audience, archived, created }));
}

/** Shows what is in memory. */
export function publish(core: Core): void {
  const { open } = core;
  core.cases.value = open === null ? [] : summaries(open);
  const shown = open === null || core.currentId === null ? null : (open.cases.get(core.currentId) ?? open.brief);
  core.whole.value = shown === null || shown !== open?.brief;
  core.current.value = shown?.state ?? null;
  core.login.value = open?.home.state.login ?? null;
  core.onShown();
}

export function tell(core: Core, message: TabMessage): void {
  core.env.channel.postMessage(message);
}

/** This tab saved into `log`. */
export function saved(core: Core, log: Id): void {
  publish(core);
  core.timer.touch();
  tell(core, { type: "changed", log });
}

/** True when something went into the outbox. */
export async function flushAll(core: Core): Promise<boolean> {
  const { open } = core;
  if (open === null) return false;
  try {
    let flushed: boolean;
    flushed = await flushLog(open, open.home);
    for (const view of open.cases.values()) flushed = (await flushLog(open, view)) || flushed;
    if (flushed) publish(core);
    return flushed;
  } catch (error) {
    // Another tab was faster, or the disk is full: what is pending stays, sealed, and is tried again.
    if (!(error instanceof Overtaken || error instanceof DOMException)) throw error;
    core.timer.touch();
    return false;
  }
}

async function flushAndSend(core: Core): Promise<void> {
  if (!(await flushAll(core))) return;
  if (core.registered) askForBackgroundSync();
  core.rounds?.soon();
}

/** When none is on screen: the one remembered, else the newest that is not archived. `brief`: no more of it than Today needs, where that is at hand. */
export async function showSomeCase(core: Core, brief?: "brief"): Promise<void> {
  const { open } = core;
  if (open === null || core.currentId !== null) return;
  const { cases } = open.home.state;
  const remembered = await readMeta(open.database, "current_case");
  const shown = cases.find(({ id }) => id === remembered) ?? cases.findLast(({ archived }) => !archived) ?? cases.at(-1);
  if (shown === undefined) return;
  if (brief !== undefined) open.brief = await openBrief(open, shown.id, core.env.build);
  if (open.cases.has(shown.id)) open.brief = null;
  if (open.brief === null && (await caseView(open, shown.id)) === null) return;
  core.currentId = shown.id;
  publish(core);
  // What is remembered already is not written again: a start waits for no disk.
  if (shown.id !== remembered) await remember(open, shown.id);
}

/** The case on screen, remembered for the next start. */
export async function showCase(core: Core, id: Id): Promise<void> {
  const { open } = core;
  if (open === null || (await caseView(open, id)) === null) return;
  core.currentId = id;
  publish(core);
  await remember(open, id);
}

function remember(open: OpenVault, id: Id): Promise<void> {
  return write(open.database, ["meta"], (tx) => putMeta(tx, "current_case", id));
}

export function createCore(env: Environment): Core {
  const core: Core = {
    env,
    clock: phoneClock(env.now),
    phase: signal<VaultPhase>({ type: "starting" }),
    cases: signal<readonly CaseSummary[]>([]),
    current: signal<CaseState | null>(null),
    whole: signal(true),
    sync: signal<SyncView>(NOTHING_SYNCED),
    login: signal<string | null>(null),
    push: signal<PushView>({ state: "off" }),
    forked: signal<readonly Forked[]>([]),
    clockOffset: signal<number | null>(null),
    pictures: signal(NO_PICTURES),
    promised: signal<boolean | null>(null),
    waiting: signal(NOTHING_WAITS),
    uploads: { choice: "browser", run: null },
    timer: flushTimer(() => flushAndSend(core), env.later),
    keeper: null,
    database: null,
    open: null,
    currentId: null,
    registered: false,
    session: Promise.resolve(),
    lastStop: null,
    rounds: null,
    unrehearsedCode: signal<string | null>(null),
    codeUsed: signal(false),
    leaving: signal<string | null>(null),
    drafts: {},
    beforeLock: new Set(),
    onAwake: () => undefined,
    onShown: () => undefined,
  };
  return core;
}

/** What one tab tells the others. */
export type TabMessage = { readonly type: "changed" | "replaced"; readonly log: Id } | { readonly type: "account" } | { readonly type: "inbox" } | { readonly type: "lock" } | { readonly type: "awake" };

/** Another tab has changed a log. */
export async function changedElsewhere(core: Core, log: Id): Promise<void> {
  if (core.open === null) return;
  await refreshLog(core.open, log);
  await showSomeCase(core);
  publish(core);
}
