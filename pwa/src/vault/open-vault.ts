// The vault while it is open: its keys, the home log, and the cases that have been looked at.
import { hkdfKey } from "../crypto/hkdf.js";
import { type CaseState, emptyCase, fold } from "../domain/fold.js";
import { emptyHome, foldHome, type HomeState } from "../domain/home.js";
import type { Entry } from "../domain/merge.js";
import type { Id } from "../domain/records.js";
import type { Database } from "../store/schema.js";
import type { RunTask } from "../worker/protocol.js";
import type { OpenAccount } from "./account-keys.js";
import { type LogView, newView, readWhole, refreshView } from "./log-view.js";
import type { Clock } from "./stamps.js";

export interface OpenVault {
  readonly database: Database;
  account: OpenAccount;
  readonly clock: Clock;
  readonly run: RunTask;
  readonly home: LogView<HomeState>;
  readonly cases: Map<Id, LogView<CaseState>>;
  /** Cases that are being read. */
  readonly reading: Map<Id, Promise<LogView<CaseState>>>;
  /** Of the case on screen only what Today needs, until all of it is read. */
  brief: LogView<CaseState> | null;
  /** How often a log's history was replaced: what was being read then is read again. */
  replaced: number;
  /** Blobs not sent yet whose bytes are gone from this phone. */
  readonly gone: Set<Id>;
  /** Whether the whole feed, and the blobs that the server keeps, are still to be looked at: true at each opening. */
  readonly look: { all: boolean; blobs: boolean };
  /** Blobs that wait, and that the server was asked about since this opening. */
  readonly asked: Set<Id>;
}

/** Logs in memory: what was read of each so far. */
export function viewsOf({ home, cases, brief }: OpenVault): readonly LogView<unknown>[] {
  const views: LogView<unknown>[] = [home, ...cases.values()] as LogView<unknown>[];
  return brief === null || cases.has(brief.log) ? views : [...views, brief as LogView<unknown>];
}

function seeing<S>(clock: Clock, fold: (state: S, entries: readonly Entry[]) => S): (state: S, entries: readonly Entry[]) => S {
  return (state, entries) => {
    clock.see(entries.map(({ rec }) => rec));
    return fold(state, entries);
  };
}

export async function loadVault(database: Database, account: OpenAccount, clock: Clock, run: RunTask): Promise<OpenVault> {
  const home = newView(account.id, account.homes, emptyHome(account.id), seeing(clock, foldHome));
  await refreshView(database, account, home);
  const nothing = { cases: new Map(), reading: new Map(), brief: null, replaced: 0, gone: new Set<Id>(), asked: new Set<Id>() };
  return { database, account, clock, run, home, look: { all: true, blobs: true }, ...nothing };
}

/** A case of which nothing has been read yet; null when its key has not arrived. */
export async function unreadCase(vault: OpenVault, id: Id): Promise<LogView<CaseState> | null> {
  const found = vault.home.state.cases.find((one) => one.id === id);
  return found === undefined ? null : newView(id, [await hkdfKey(found.key)], emptyCase(id), seeing(vault.clock, fold));
}

async function readOnce(vault: OpenVault, id: Id): Promise<LogView<CaseState> | null> {
  const view = await unreadCase(vault, id);
  if (view === null) return null;
  const under = vault.reading.get(id);
  if (under !== undefined) return under;
  const reading = readWhole(vault.database, vault.account, vault.run, view).then(() => view);
  vault.reading.set(id, reading);
  try {
    return await reading;
  } finally {
    if (vault.reading.get(id) === reading) vault.reading.delete(id);
  }
}

/** As `caseView`, but a case that nobody looks at does not stay in memory. */
export async function readCase(vault: OpenVault, id: Id): Promise<LogView<CaseState> | null> {
  return vault.cases.get(id) ?? readOnce(vault, id);
}

/** Null for a case whose key has not arrived. */
export async function caseView(vault: OpenVault, id: Id): Promise<LogView<CaseState> | null> {
  const { replaced } = vault;
  const view = await readCase(vault, id);
  if (view === null) return null;
  const raced = vault.cases.get(id);
  if (raced !== undefined) return raced;
  if (vault.replaced !== replaced) return caseView(vault, id);
  vault.cases.set(id, view);
  if (vault.brief?.log === id) vault.brief = null;
  return view;
}

/** Brings a loaded log up to the store; a log nobody has looked at needs nothing. */
export async function refreshLog(vault: OpenVault, log: Id, reread?: "reread"): Promise<void> {
  const view = log === vault.account.id ? vault.home : (vault.cases.get(log) ?? (await vault.reading.get(log)));
  if (view === undefined) return;
  if (reread !== undefined) view.seq = 0;
  await refreshView(vault.database, vault.account, view as LogView<unknown>);
}

/** What is in memory of a log whose history was replaced is read anew. */
export async function readAnew({ open, currentId }: { readonly open: OpenVault | null; readonly currentId: Id | null }, log: Id): Promise<void> {
  if (open === null) return;
  open.replaced += 1;
  if (log === open.account.id) await refreshLog(open, log, "reread");
  else {
    open.cases.delete(log);
    open.reading.delete(log);
    if (open.brief?.log === log) open.brief = null;
  }
  if (currentId === log) await caseView(open, log);
}
