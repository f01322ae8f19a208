// Task: a picture of an exhibit in the shape of its place in the PDF; words where the browser cannot show it.
import { picture } from "./thumbnail.js";

const LONG_SIDE = 1600;
const LEAST_SIDE = 400;
const QUALITY = 0.85;
const WORDS_WIDE = 900;

export interface PlateInput {
  readonly file: Blob;
  /** The place's shape. */
  readonly w: number;
  readonly h: number;
  /** What stands there when there is no picture to show. */
  readonly words: string;
}

type Pen = OffscreenCanvasRenderingContext2D;

function canvas(w: number, h: number): Pen | null {
  const pen = new OffscreenCanvas(Math.max(1, Math.round(w)), Math.max(1, Math.round(h))).getContext("2d");
  if (pen === null) return null;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  return pen;
}

/** As large as the picture, within 1,600 px, its shape that of the place: what is left over stays white. */
function drawn(bitmap: ImageBitmap, { w, h }: PlateInput): Pen | null {
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
  const [pictureW, pictureH] = [bitmap.width * scale, bitmap.height * scale];
  const whole = Math.max(pictureW / w, pictureH / h);
  const within = Math.min(Math.max(whole, LEAST_SIDE / Math.max(w, h)), LONG_SIDE / Math.max(w, h));
  const shrunk = within / whole;
  const pen = canvas(w * within, h * within);
  if (pen === null) return null;
  pen.imageSmoothingQuality = "high";
  const { width, height } = pen.canvas;
  const near = Math.abs(bitmap.width / bitmap.height / (w / h) - 1) < 0.01;
  if (near) pen.drawImage(bitmap, 0, 0, width, height);
  else pen.drawImage(bitmap, (width - pictureW * shrunk) / 2, (height - pictureH * shrunk) / 2, pictureW * shrunk, pictureH * shrunk);
  return pen;
}

function lines(pen: Pen, words: string, most: number): readonly string[] {
  const found: string[] = [];
  for (const word of words.split(" ")) {
    const longer = found.length === 0 ? word : `${found.at(-1) ?? ""} ${word}`;
    if (found.length > 0 && pen.measureText(longer).width <= most) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

function written({ w, h, words }: PlateInput): Pen | null {
  const scale = Math.min(WORDS_WIDE / w, LONG_SIDE / Math.max(w, h));
  const pen = canvas(w * scale, h * scale);
  if (pen === null) return null;
  const { width, height } = pen.canvas;
  pen.strokeStyle = "#777";
  pen.strokeRect(4, 4, Math.max(1, width - 8), Math.max(1, height - 8));
  pen.fillStyle = "#222";
  pen.textAlign = "center";
  const size = Math.min(28, width / 12);
  pen.font = `${String(size)}px sans-serif`;
  const all = lines(pen, words, width * 0.85);
  all.forEach((line, i) => pen.fillText(line, width / 2, height / 2 + (i - (all.length - 1) / 2) * size * 1.4));
  return pen;
}

/** Null where the browser draws nothing at all, or has no memory left for it. */
export async function runPlate(input: PlateInput): Promise<Blob | null> {
  if (typeof OffscreenCanvas !== "function") return null;
  const bitmap = await picture(input.file);
  try {
    const pen = bitmap === null ? written(input) : drawn(bitmap, input);
    return pen === null ? null : await pen.canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  } finally {
    bitmap?.close();
  }
}
