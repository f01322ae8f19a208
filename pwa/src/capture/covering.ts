// Draws the covers into a picture in memory; only the flattened picture leaves this module.
import { type Box, pixelsOf } from "../domain/cover-box.js";
import { canBeDecoded } from "../vault/picture-size.js";

/** Null where this browser cannot decode it, or the phone's memory could not hold it. */
export async function openPicture(file: File): Promise<ImageBitmap | null> {
  if (typeof OffscreenCanvas !== "function" || !(await canBeDecoded(file))) return null;
  try {
    return await createImageBitmap(file);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

const INK = "#000";

export function drawCovered(pen: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, picture: ImageBitmap, boxes: readonly Box[], w: number, h: number): void {
  pen.drawImage(picture, 0, 0, w, h);
  pen.fillStyle = INK;
  for (const box of boxes) {
    const at = pixelsOf(box, w, h);
    pen.fillRect(at.x, at.y, at.w, at.h);
  }
}

/** A new file in the picture's own size: nothing of the covered pixels, nor of the first file's EXIF, is in it. */
export async function flatten(picture: ImageBitmap, boxes: readonly Box[], name: string): Promise<File> {
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas to cover a picture on");
  drawCovered(pen, picture, boxes, width, height);
  return new File([await canvas.convertToBlob({ type: "image/png" })], name, { type: "image/png" });
}
