// Which pictures may go out now: all of them, or on mobile data only those that someone said "Upload now" to.
import type { Id } from "../domain/records.js";
import type { BlobRow } from "../store/schema.js";
import type { Amount, PicturesView, UploadChoice } from "./blob-port.js";

/** Thumbnails and the like: no larger than the words they travel with. */
const SMALL = 64 * 1024;

/** The part of NetworkInformation used here; only Chromium has it, and only on phones does it name the network. */
export interface Connection {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** Null where the browser does not tell. */
export function onMobileData(connection: Connection | undefined): boolean | null {
  if (connection?.saveData === true) return true;
  return connection?.type === undefined ? null : connection.type === "cellular";
}

/** What "Upload now" was said to: it holds through a broken network, and for nothing that was added after. */
interface Run {
  readonly rows: ReadonlyMap<Id, BlobRow>;
  readonly sent: Map<Id, number>;
  readonly cancel: AbortController;
}

export interface Uploads {
  choice: UploadChoice;
  run: Run | null;
}

export const NO_PICTURES: PicturesView = { held: { count: 0, bytes: 0 }, sending: null };

export function amountOf(rows: Iterable<BlobRow>): Amount {
  const all = [...rows];
  return { count: new Set(all.map(({ exhibit }) => exhibit)).size, bytes: all.reduce((sum, { paddedLen }) => sum + paddedLen, 0) };
}

export function mayGo({ choice, run }: Uploads, connection: Connection | undefined, row: BlobRow): boolean {
  if (row.paddedLen <= SMALL || run?.rows.has(row.id) === true || choice === "any") return true;
  return !(onMobileData(connection) ?? choice === "ask");
}

/** The waiting rows as the screens show them; a run whose last row has gone is over. */
export function picturesView(uploads: Uploads, connection: Connection | undefined, waiting: readonly BlobRow[]): PicturesView {
  const ids = new Set(waiting.map(({ id }) => id));
  const { run } = uploads;
  const left = run === null ? [] : [...run.rows.values()].filter(({ id }) => ids.has(id));
  if (run !== null && left.length === 0) uploads.run = null;
  const held = amountOf(waiting.filter((row) => !mayGo(uploads, connection, row)));
  if (run === null || left.length === 0) return { held, sending: null };
  const all = amountOf(run.rows.values());
  const done = amountOf([...run.rows.values()].filter(({ id }) => !ids.has(id)));
  const under = left.reduce((sum, { id, paddedLen }) => sum + Math.min(run.sent.get(id) ?? 0, paddedLen), 0);
  return { held, sending: { all, done: { count: Math.max(0, all.count - amountOf(left).count), bytes: done.bytes + under } } };
}

export function beginRun(uploads: Uploads, waiting: readonly BlobRow[]): void {
  uploads.run?.cancel.abort();
  uploads.run = { rows: new Map(waiting.map((row) => [row.id, row])), sent: new Map(), cancel: new AbortController() };
}

export function endRun(uploads: Uploads): void {
  uploads.run?.cancel.abort();
  uploads.run = null;
}
