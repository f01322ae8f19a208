// The database "holdfast": ciphertext, opaque ids, counters and the outbox; nothing a finder of the phone can read.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";

export interface AccountRow {
  readonly id: string;
  readonly gen: number;
  readonly bundle: ArrayBuffer;
  readonly slots: readonly ArrayBuffer[];
  /** True once the server holds the account; from then on no device slot exists. */
  readonly registered: boolean;
}

export interface DeviceRow {
  readonly id: string;
  /** 1 = A. */
  readonly letter: number;
  /** The signing seed as Box(HOME_key, "device", account_id ‖ device_id, seed). */
  readonly signing: ArrayBuffer;
}

/** A due push that was shown on this phone and not answered yet. */
export interface Knock {
  /** The follow-up's. */
  readonly id: string;
  readonly rev: number;
  readonly token: string;
  readonly at: number;
}

/** What was answered to a push: for the server by its token, for the record as a change with the next rev. */
export interface Answer extends Knock {
  readonly act: "done" | "tomorrow";
  /** Until then it can be taken back: neither sent nor sealed before. */
  readonly from: number;
  readonly sent: boolean;
  readonly sealed: boolean;
}

export interface MetaValues {
  account: AccountRow;
  device: DeviceRow;
  /** Non-extractable HKDF key of the device slot. */
  device_key: CryptoKey;
  /** Entries of the identity log in order, verified; the last one is the pin. */
  identity: readonly ArrayBuffer[];
  feed_cursor: string;
  /** The case on screen. */
  current_case: string;
  /** Box(HOME_key, "today", account_id, CBOR): what Today needs of that case (docs/model.md, Snapshot). Never the only place of anything. */
  today: ArrayBuffer;
  /** Box(HOME_key, "signup", account_id, CBOR {attempts}): tries to register or to replace the recovery code, then the one that went through until its code has been typed back. */
  signup: ArrayBuffer;
  /** Present from signing in with the recovery code until that code is replaced. */
  code_used: true;
  /** Box(HOME_key, "drafts", account_id, CBOR {form: {field: text}}): what was typed and not yet saved. */
  drafts: ArrayBuffer;
  /** Endpoint of this phone's push subscription, registered with the server. */
  push_endpoint: string;
  /** Turned off, and the browser or the server may not know yet. */
  push_ending: string;
  /** Reminder revisions the server has confirmed, by follow-up id; -1 = deleted there. */
  reminder_revs: Readonly<Record<string, number>>;
  /** By case: up to which seq its follow-ups are reminders on the server. */
  reminder_seqs: Readonly<Record<string, number>>;
  /** After a fork: this phone's own ops that the server's history has not got. `seq` null: never sent. */
  branches: readonly { readonly log: string; readonly at: number; readonly ops: readonly { readonly seq: number | null; readonly op: ArrayBuffer }[] }[];
  knocks: readonly Knock[];
  answers: readonly Answer[];
  /** The build that judged what is in quarantine. */
  judged_by: string;
  /** The inbox key pair: the public half in clear, the private half as Box(HOME_key, "inbox", account_id ‖ device_id, priv). */
  inbox_key: { readonly pub: ArrayBuffer; readonly priv: ArrayBuffer };
  /** The call that is going on, until it is hung up: so that the locked app can show its words and take its notes. */
  on_call: CallMark;
  [item: `inbox/${string}`]: InboxRow;
}

export interface CallMark {
  readonly case: string;
  readonly id: string;
  readonly started: number;
}

/** Where this phone stands in one log. */
export interface HeadRow {
  readonly log: string;
  readonly seq: number;
  readonly head: ArrayBuffer;
  /** This device's last sealed op here. */
  readonly ctr: number;
  readonly prev: ArrayBuffer;
  /** Last integrated op of each device here, by device id. */
  readonly last: Readonly<Record<string, { readonly ctr: number; readonly hash: ArrayBuffer }>>;
  /** Number in the last label given here, and the tip of this device's custody chain. */
  readonly label: number;
  readonly custody: { readonly n: number; readonly prev: string };
  readonly paused: "fork" | "log_rewound" | "update_needed" | null;
}

export interface OpRow {
  readonly log: string;
  readonly seq: number;
  readonly op: ArrayBuffer;
  /** H_seq. */
  readonly head: ArrayBuffer;
  /** Why this op is kept but not shown; absent for a good one. */
  readonly quarantined?: string;
  /** When a quarantined op came. */
  readonly at?: number;
}

export interface OutboxRow {
  readonly n?: number;
  readonly log: string;
  readonly ctr: number;
  readonly op: ArrayBuffer;
}

export interface PendingRow {
  readonly n?: number;
  readonly log: string;
  /** Box(HOME_key, "pending", account_id ‖ log id, CBOR records): one save. */
  readonly box: ArrayBuffer;
}

export interface BlobRow {
  readonly id: string;
  readonly log: string;
  readonly exhibit: string;
  readonly hdr: ArrayBuffer;
  readonly chunks: ArrayBuffer;
  readonly paddedLen: number;
  readonly chunkCount: number;
  readonly where: "opfs" | "idb";
  /**
   * `here` = only on this phone; `stored` = the server has all of it too; `coming` = on its way from there, some chunks not here yet;
   * `going` = taken out, the server not yet told; `gone` = told.
   */
  readonly state: "here" | "stored" | "coming" | "going" | "gone";
  /** The server had all of it once; a server that was restored is asked before it is sent again. */
  readonly sent?: true;
}

/** A sealed blob that no record names yet. */
export type KeptBlob = Pick<BlobRow, "id" | "hdr" | "chunks" | "paddedLen" | "chunkCount" | "where">;

/** Something that came while nobody could be asked for the keys: sealed to the inbox key, opened at the next unlock. */
export interface InboxRow {
  /** docs/protocol.md, Inbox. */
  readonly entry: ArrayBuffer;
  readonly blobs: readonly KeptBlob[];
  /** The share that it came with, until somebody has said that it may be kept. */
  readonly share?: string;
}

export interface ChunkRow {
  readonly blob: string;
  readonly i: number;
  readonly bytes: ArrayBuffer;
}

export interface HoldfastSchema extends DBSchema {
  meta: { key: string; value: MetaValues[keyof MetaValues] };
  heads: { key: string; value: HeadRow };
  ops: { key: [string, number]; value: OpRow; indexes: { quarantined: string } };
  outbox: { key: number; value: OutboxRow; indexes: { log: string } };
  pending: { key: number; value: PendingRow; indexes: { log: string } };
  blobs: { key: string; value: BlobRow; indexes: { state: string } };
  chunks: { key: [string, number]; value: ChunkRow };
}

export type Database = IDBPDatabase<HoldfastSchema>;
export type StoreName = "meta" | "heads" | "ops" | "outbox" | "pending" | "blobs" | "chunks";
export type WriteTx = IDBPTransaction<HoldfastSchema, StoreName[], "readwrite">;

export const DATABASE = "holdfast";
/** Raised with every change to the stores below; testing/vaults holds a vault of each version, and all must open. */
export const SCHEMA_VERSION = 1;

const TRIES = 4;
const AGAIN_MS = 250;

/** WebKit's storage process may still be starting, or be gone for a moment: UnknownError, and the next try opens. */
export async function openDatabase(name: string = DATABASE): Promise<Database> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await openOnce(name);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "UnknownError" || tries === TRIES) throw error;
      await new Promise((done) => setTimeout(done, AGAIN_MS * tries));
    }
  }
}

function openOnce(name: string): Promise<Database> {
  return openDB<HoldfastSchema>(name, SCHEMA_VERSION, {
    upgrade(database) {
      database.createObjectStore("meta");
      database.createObjectStore("heads", { keyPath: "log" });
      database.createObjectStore("ops", { keyPath: ["log", "seq"] }).createIndex("quarantined", "quarantined");
      database.createObjectStore("outbox", { keyPath: "n", autoIncrement: true }).createIndex("log", "log");
      database.createObjectStore("pending", { keyPath: "n", autoIncrement: true }).createIndex("log", "log");
      database.createObjectStore("blobs", { keyPath: "id" }).createIndex("state", "state");
      database.createObjectStore("chunks", { keyPath: ["blob", "i"] });
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}
