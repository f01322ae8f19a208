// Whether a picture is small enough to be decoded on a phone, told from its first bytes.
import { fileType } from "../worker/file-type.js";
import { pictureFacts } from "../worker/picture-facts.js";

const HEAD = 1024 * 1024;
const MOST_PIXELS = 64_000_000;

/** False too for what is no picture, or cannot be read. */
export async function canBeDecoded(file: Blob): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    const mime = fileType(head);
    const { w = 0, h = 0 } = pictureFacts(mime, head);
    return mime.startsWith("image/") && w * h > 0 && w * h <= MOST_PIXELS;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
