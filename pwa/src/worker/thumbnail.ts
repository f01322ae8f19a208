// Task: a small picture of a picture; none where the browser cannot decode it, or where decoding would take the phone's memory.
import type { Bytes } from "../crypto/bytes.js";
import { fitsMemory } from "../domain/picture-size.js";
import { fileType } from "./file-type.js";
import { pictureFacts } from "./picture-facts.js";

const LONG_SIDE = 320;
const LARGEST_BYTES = 64 * 1024 * 1024;
const HEAD = 1024 * 1024;
/** Enough for most, and sixteen times less to fetch for each of a hundred. */
const SHORT_HEAD = 64 * 1024;
/** They say their size once: what follows cannot make them larger, unless a JPEG leaves its height to be said later. */
const SAID_ONCE: ReadonlySet<string> = new Set(["image/png", "image/jpeg"]);

export interface Thumbnail {
  readonly jpeg: Blob;
  readonly w: number;
  readonly h: number;
}

async function headOf(file: Blob, length: number): Promise<Bytes | null> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer());
  } catch (error) {
    // Unreadable: the sealing of the original says so.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function") return null;
  try {
    return await createImageBitmap(file);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** A canvas that gives nothing back, as when memory runs out, costs the small picture and never the original. */
async function shrink(bitmap: ImageBitmap): Promise<Thumbnail | null> {
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
  const [w, h] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const pen = new OffscreenCanvas(w, h).getContext("2d");
  if (pen === null) return null;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, w, h);
  pen.imageSmoothingQuality = "medium";
  pen.drawImage(bitmap, 0, 0, w, h);
  bitmap.close();
  try {
    return { jpeg: await pen.canvas.convertToBlob({ type: "image/jpeg", quality: 0.72 }), w, h };
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** A picture that memory can hold, as far as its head says. */
async function mayBeDecoded(file: Blob, length = SHORT_HEAD): Promise<boolean> {
  const head = await headOf(file, length);
  const mime = head === null ? "" : fileType(head);
  if (head === null || !mime.startsWith("image/")) return false;
  const facts = pictureFacts(mime, head);
  if (length === HEAD || (SAID_ONCE.has(mime) && facts.w !== undefined && (facts.h ?? 0) > 0)) return fitsMemory(facts);
  return mayBeDecoded(file, HEAD);
}

/** The picture itself, decoded; the caller closes it. */
export async function picture(file: Blob): Promise<ImageBitmap | null> {
  if (file.size === 0 || file.size > LARGEST_BYTES) return null;
  if (!(await mayBeDecoded(file))) return null;
  return decode(file);
}

export async function runThumbnail(file: Blob): Promise<Thumbnail | null> {
  const bitmap = await picture(file);
  return bitmap === null ? null : shrink(bitmap);
}
