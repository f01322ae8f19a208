// What another app shares: sealed to the inbox as it comes, locked or not, and kept only once somebody has answered for it.
import { plainSha256 } from "../crypto/plain-hash.js";
import { newId } from "../crypto/ids.js";
import { fileThing, noteThing } from "../inbox/keep-files.js";
import { keepThings, NoInbox, type Thing } from "../inbox/keep.js";
import { discardBytes } from "../store/blob-files.js";
import { isFull } from "../store/failure.js";
import { dropRows, inboxPub, waitingRows } from "../store/inbox.js";
import { withSharedLock } from "../store/locks.js";
import type { Database } from "../store/schema.js";
import { TaskFailed, type Tasks } from "../worker/protocol.js";
import { runSeal } from "../worker/seal-file.js";
import { type RunSealing, sealBoth } from "../worker/seal-both.js";
import { runThumbnail } from "../worker/thumbnail.js";
import { runnerOf } from "../worker/runners.js";
import { withDatabase } from "./with-database.js";

export const SHARE_PATH = "/share";
const MOST_FILES = 100;
const MOST_BYTES = 200 * 1024 * 1024;
/** Any page can hand something over: what nobody answered for must not fill the phone. */
const MOST_UNANSWERED_BYTES = 3 * MOST_BYTES;

type Trouble = "share-missed" | "share-large" | "share-full";

interface Handed {
  readonly files: readonly File[];
  readonly text: string;
}

async function formOf(request: Request): Promise<FormData | null> {
  try {
    return await request.formData();
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

/** As static/manifest.webmanifest names the fields; null for a body that is no form. */
async function read(request: Request): Promise<Handed | null> {
  const form = await formOf(request);
  if (form === null) return null;
  const files = form.getAll("files").filter((value) => typeof value !== "string").filter(({ size }) => size > 0);
  const texts = ["title", "text", "url"].flatMap((name) => form.getAll(name)).filter((value) => typeof value === "string");
  return { files, text: [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== "").join("\n") };
}

function sealing(database: Database): RunSealing {
  return runnerOf<Pick<Tasks, "seal" | "thumbnail">>({ seal: (input, hooks) => runSeal(database, input, hooks, plainSha256), thumbnail: runThumbnail });
}

async function roomFor(database: Database, files: readonly File[]): Promise<Trouble | null> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (files.length > MOST_FILES || bytes > MOST_BYTES) return "share-large";
  const unanswered = (await waitingRows(database)).filter(({ row }) => row.share !== undefined).flatMap(({ row }) => row.blobs);
  return unanswered.reduce((sum, { paddedLen }) => sum + paddedLen, bytes) > MOST_UNANSWERED_BYTES ? "share-full" : null;
}

async function keep(database: Database, { files, text }: Handed, share: string): Promise<void> {
  const tz = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const put = (thing: Thing, from: number): Promise<void> => keepThings(database, { at: Date.now(), tz, share, from }, [thing]);
  const context = { database, run: sealing(database) };
  for (const [from, file] of files.entries()) {
    const both = await sealBoth(context, file, new AbortController().signal, () => undefined);
    await put(fileThing(file, both, "share"), from);
  }
  if (text !== "") await put(noteThing(newId(), text), files.length);
}

/** All of a share, or nothing of it. */
async function forget(database: Database, share: string): Promise<void> {
  const mine = (await waitingRows(database)).filter(({ row }) => row.share === share);
  for (const blob of await dropRows(database, mine.map(({ id }) => id))) await discardBytes(database, blob);
}

async function take(request: Request, database: Database): Promise<Trouble | null> {
  if ((await inboxPub(database)) === undefined) return "share-missed";
  const handed = await read(request);
  if (handed === null || (handed.files.length === 0 && handed.text === "")) return "share-missed";
  const trouble = await roomFor(database, handed.files);
  if (trouble !== null) return trouble;
  const share = newId();
  try {
    // The sweep of bytes that nothing names waits for this.
    await withSharedLock("holdfast-intake", () => keep(database, handed, share));
    return null;
  } catch (error) {
    await forget(database, share);
    return troubleOf(error);
  }
}

function troubleOf(error: unknown): Trouble {
  if (isFull(error) || (error instanceof TaskFailed && error.code === "full")) return "share-full";
  if (error instanceof TaskFailed || error instanceof DOMException || error instanceof NoInbox) return "share-missed";
  throw error;
}

/** Leads to the question, once all is on the disk; or to why it is not. */
export async function receiveShare(request: Request, open: () => Promise<Database>, tell: (message: { readonly type: "inbox" }) => void): Promise<Response> {
  const trouble = await withDatabase<Trouble | null>(open, "share-missed", (database) => take(request, database));
  tell({ type: "inbox" });
  const place = trouble === null ? "shared" : `capture/${trouble}`;
  return Response.redirect(new URL(`/#/${place}`, request.url).href, 303);
}
