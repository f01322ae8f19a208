// What the screens may ask about pictures and files: where their bytes are, what waits, how much room they take.
import type { ReadonlySignal } from "@preact/signals";
import type { Id } from "../domain/records.js";
import type { Result } from "./port.js";

/** So many pictures or files, and their bytes. */
export interface Amount {
  readonly count: number;
  readonly bytes: number;
}

/** Whether pictures go out by themselves; `browser` = ask on mobile data where the browser tells, else send. */
export type UploadChoice = "any" | "ask" | "browser";

export interface PicturesView {
  /** Wait on this phone until someone says "Upload now". */
  readonly held: Amount;
  /** What someone said "Upload now" to. */
  readonly sending: { readonly done: Amount; readonly all: Amount } | null;
}

/** `only_here` = not backed up yet; `account` = on the account, not on this phone; `lost` = its bytes went before a copy was made. */
export type Place = "here" | "only_here" | "account" | "lost";

export interface StorageView {
  /** Originals on this phone, by case. */
  readonly cases: readonly { readonly id: Id; readonly title: string; readonly originals: Amount }[];
  readonly onlyHere: Amount;
  /** Originals that the account has too. */
  readonly copies: Amount;
  readonly thumbnails: Amount;
  /** On the account, not on this phone. */
  readonly away: Amount;
  /** What the browser says of this whole site; null when it does not. */
  readonly browser: { readonly usedBytes: number; readonly limitBytes: number; readonly persisted: boolean } | null;
  readonly account: { readonly usedBytes: number; readonly limitBytes: number } | "offline" | null;
}

export interface Watched {
  readonly signal: AbortSignal;
  readonly onProgress: (done: Amount, all: Amount) => void;
}

export interface Freed extends Amount {
  /** Left here, because the account did not confirm that it has them. */
  readonly unconfirmed: number;
}

export interface BlobVault {
  readonly pictures: ReadonlySignal<PicturesView>;
  /** Whether the browser promised to keep what is saved; null before anything was. */
  readonly promised: ReadonlySignal<boolean | null>;
  /** Sends what is held now, until it is done or called off. */
  sendPictures(): void;
  holdPictures(): void;
  uploadOn(choice: UploadChoice): void;
  /** True when this browser tells mobile data from other networks. */
  readonly tellsMobileData: boolean;
  placeOf(caseId: Id, exhibitId: Id): Promise<Place | null>;
  storage(): Promise<StorageView | null>;
  /** Drops originals from this phone that the account has just confirmed to have, byte for byte; thumbnails stay. */
  freeSpace(watch: Watched): Promise<Result<Freed, { readonly type: "offline" | "server" | "locked" }>>;
}
