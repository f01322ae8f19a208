// The vault while it is open: its keys, the home log, and the cases that have been looked at.
import { hkdfKey } from "../crypto/hkdf.js";
import { type CaseState, emptyCase, fold } from "../domain/fold.js";
import { emptyHome, foldHome, type HomeState } from "../domain/home.js";
import type { Entry } from "../domain/merge.js";
import type { Id } from "../domain/records.js";
import { logsWith } from "../store/logs.js";
import type { Database } from "../store/schema.js";
import type { OpenAccount } from "./account-keys.js";
import { type LogView, newView, refreshView } from "./log-view.js";
import type { Clock } from "./stamps.js";

export interface OpenVault {
  readonly database: Database;
  account: OpenAccount;
  readonly clock: Clock;
  readonly home: LogView<HomeState>;
  readonly cases: Map<Id, LogView<CaseState>>;
  /** Blobs not sent yet whose bytes are gone from this phone. */
  readonly gone: Set<Id>;
  /** Whether the whole feed, and the blobs that the server keeps, are still to be looked at: true at each opening. */
  readonly look: { all: boolean; blobs: boolean };
  /** Blobs that wait, and that the server was asked about since this opening. */
  readonly asked: Set<Id>;
}

function seeing<S>(clock: Clock, fold: (state: S, entries: readonly Entry[]) => S): (state: S, entries: readonly Entry[]) => S {
  return (state, entries) => {
    clock.see(entries.map(({ rec }) => rec));
    return fold(state, entries);
  };
}

export async function loadVault(database: Database, account: OpenAccount, clock: Clock): Promise<OpenVault> {
  const home = newView(account.id, account.homes, emptyHome(account.id), seeing(clock, foldHome));
  const vault: OpenVault = { database, account, clock, home, cases: new Map(), gone: new Set(), look: { all: true, blobs: true }, asked: new Set() };
  const [outbox, pending] = await Promise.all([logsWith(database, "outbox"), logsWith(database, "pending"), refreshView(database, account, home)]);
  await Promise.all([...new Set([...outbox, ...pending])].map((log) => caseView(vault, log)));
  return vault;
}

/** As `caseView`, but a case that nobody looks at does not stay in memory. */
export async function readCase(vault: OpenVault, id: Id): Promise<LogView<CaseState> | null> {
  const loaded = vault.cases.get(id);
  if (loaded !== undefined) return loaded;
  const found = vault.home.state.cases.find((one) => one.id === id);
  if (found === undefined) return null;
  const view = newView(id, [await hkdfKey(found.key)], emptyCase(id), seeing(vault.clock, fold));
  await refreshView(vault.database, vault.account, view);
  return view;
}

/** Null for a case whose key has not arrived. */
export async function caseView(vault: OpenVault, id: Id): Promise<LogView<CaseState> | null> {
  const view = await readCase(vault, id);
  if (view === null) return null;
  const raced = vault.cases.get(id);
  if (raced !== undefined) return raced;
  vault.cases.set(id, view);
  return view;
}

/** Brings a loaded log up to the store; a log nobody has looked at needs nothing. */
export async function refreshLog(vault: OpenVault, log: Id, reread?: "reread"): Promise<void> {
  const view = log === vault.account.id ? vault.home : vault.cases.get(log);
  if (view === undefined) return;
  if (reread !== undefined) view.seq = 0;
  await refreshView(vault.database, vault.account, view as LogView<unknown>);
}

/** What is in memory of a log whose history was replaced is read anew. */
export async function readAnew({ open, currentId }: { readonly open: OpenVault | null; readonly currentId: Id | null }, log: Id): Promise<void> {
  if (open === null) return;
  if (log === open.account.id) await refreshLog(open, log, "reread");
  else open.cases.delete(log);
  if (currentId === log) await caseView(open, log);
}
