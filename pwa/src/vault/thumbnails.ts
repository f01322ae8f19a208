// A small picture of a picture, made on the page; none where the browser cannot decode it.
import { fileType } from "../worker/file-type.js";

const LONG_SIDE = 320;
const LARGEST = 64 * 1024 * 1024;

export interface Thumbnail {
  readonly jpeg: Blob;
  readonly w: number;
  readonly h: number;
  /** Of the original. */
  readonly fullW: number;
  readonly fullH: number;
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

export async function makeThumbnail(file: Blob): Promise<Thumbnail | null> {
  if (file.size === 0 || file.size > LARGEST) return null;
  let start: ArrayBuffer;
  try {
    start = await file.slice(0, 64).arrayBuffer();
  } catch (error) {
    // Unreadable: the sealing of the original says so.
    if (error instanceof DOMException) return null;
    throw error;
  }
  if (!fileType(new Uint8Array(start)).startsWith("image/")) return null;
  const bitmap = await decode(file);
  if (bitmap === null) return null;
  const { width, height } = bitmap;
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const canvas = new OffscreenCanvas(w, h);
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, w, h);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, w, h);
  bitmap.close();
  return { jpeg: await canvas.convertToBlob({ type: "image/jpeg", quality: 0.72 }), w, h, fullW: width, fullH: height };
}
